# The line at the bottom: commands with completion, a history that outlives the program, mistakes.
. "$(dirname "$0")/lib.sh"
open_shell 80 24
rm "$FOLDER/state/normscope/welcomed"
play five-stages
check 'the first start says how to move' wait_for '→ goes on stage by stage'
keys Right
check 'any key closes that, and acts' wait_top 'input · mean'
keys q
wait_prompt 0
play five-stages
wait_top 'stop 1/'
first=$(settled)

keys :
check ': opens the line and shows commands' wait_for 'change a setting'
keys -l 'set lear'
check 'a setting is found by a part of its name' wait_for 'train\.learning_rate'
keys Tab
check 'Tab completes it and says its range' wait_for 'a number from 0 to 1000'
keys -l '5x'
keys Enter
check 'a wrong value is refused' wait_for 'not .5x.'
keys BSpace BSpace
keys -l 2
keys Enter
check 'a right one holds from the next batch on' wait_for 'learning_rate = 2 from batch 1 of epoch 1 on'
keys :
keys -l 'go epoch 2, batch 3, layer 1, normalize'
keys Enter
check ':go goes there' wait_top ' · e2 b3 · layer 1 · normalize'
keys :
keys -l 'go stop 1'
keys Enter
wait_top 'stop 1/'
keys :
wait_for 'change a setting'
keys C-c
check 'ctrl+C leaves the line, not the program' wait_for 'stage.*stop.*batch'
keys :
keys -l 'until step == 12'
keys Enter
check ':until runs on until it holds' wait_for 'step == 12: it holds here'
keys g
wait_top 'stop 1/'
keys :
keys -l 'go stop 1'
keys Enter : Up
check 'Up brings the last line back' wait_for ':go stop 1'
keys Escape q
wait_prompt 0
play five-stages
wait_top 'stop 1/'
check 'the lesson is its own again' until_true screen_is "$first"
keys : Up
check 'the history outlives the program' wait_for ':go stop 1'
keys C-g
keys e
check 'e shows the settings' wait_for 'Where the rows come from'
keys Down 3
check 'what has no effect says why' wait_for 'cannot be changed now: this data set is'
keys Down Down Down Down Down
wait_for '▸ noise'
keys 0 . 2 5 Down
check 'a typed value waits to be applied' wait_for '1 not yet applied'
keys Enter
check 'Enter applies, and the run starts again' wait_for 'the run has started again'
keys e
check 'the page shows the new value beside the own' wait_for '0\.25 +the lesson: 0\.6'
keys Up r Enter
wait_for 'started again'
keys :
keys -l 'redraw'
keys Enter
check 'with the own value all is as before' until_true screen_is "$first"
keys /
keys -l 'varian'
check '/ finds stops and terms while one types' wait_for 'glossary · σ²'
keys Down Enter
check 'Enter goes to the chosen stop' wait_top 'stop 5/'
keys '*'
check '* goes on to the next' wait_top 'stop 6/'
keys /
keys -l 'zhat'
keys BTab Enter
check 'a term is shown in the glossary' wait_for 'what the symbols mean'
keys q
wait_top 'stop 6/'
keys g
until_true screen_is "$first"
keys w
check 'w says what the symbols of the stage mean' wait_for 'what the symbols mean'
keys Down Up q
check 'q goes back to the lesson' until_true screen_is "$first"
keys q
check 'q leaves the program' wait_prompt 0
finish
