# Stepping through a lesson: forward, back, stops, batches, repeats, help.
. "$(dirname "$0")/lib.sh"
open_shell 80 24
play '"$PLAIN"'
check 'the lesson opens at its first stop' wait_top 'Two scales.*stop 1/'

first=$(settled)
place=$(top)
keys Right
check 'Right goes to another stage' until_true top_lacks "${place#*  }"
keys Left
check 'Left comes back to it' until_true screen_is "$first"

keys Space
check 'Space goes to the second stop' wait_top 'stop 2/'
keys NPage
check 'PgDn to the third' wait_top 'stop 3/'
third=$(settled)
keys Space
wait_top 'stop 4/'
keys PPage
check 'PgUp back to the third, and it looks as before' until_true screen_is "$third"
keys BSpace
check 'Backspace to the second' wait_top 'stop 2/'
keys p
check 'p to the first' until_true screen_is "$first"

T send-keys -N 30 Right
T send-keys -N 30 Left
check 'thirty repeats there and back' until_true screen_is "$first"
keys ']'
check '] goes a batch on' wait_top 'batch'
keys G
check 'G goes to the end of the run' wait_top 'epoch [0-9]{2}'
keys g
check 'g to its start' until_true top_is "$place"

keys '?'
check '? shows the keys' wait_for 'a stage on, or back'
keys q
check 'q leaves the help' until_true screen_is "$first"
keys F1
check 'so does F1' wait_for 'a stage on, or back'
keys Escape
check 'and Escape leaves it, too' until_true screen_is "$first"
keys q
check 'q leaves the program' wait_prompt 0
finish
