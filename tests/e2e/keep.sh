# Saving a place as a lesson, and opening it again from its file and from one command line.
. "$(dirname "$0")/lib.sh"
open_shell 100 30
line 'cd "$FOLDER"; normscope() { "$NORMSCOPE" "$@"; }'
wait_prompt 0
play '"$PLAIN"'
check 'the lesson opens' wait_top 'Two scales.*stop 1/'
T send-keys -l '}}:set train.learning_rate 0.02'
keys Enter
check 'a setting changes on the way' wait_for 'from batch 1 of epoch'
T send-keys -l '}}'
check 'and the run goes on' wait_top 'epoch 4'
keys x
wait_for 'does nothing here'
here=$(settled | sed '$d')

keys S
check 'S shows a command line' wait_for 'in one line'
command=$(settled | sed -n '/^ *normscope/,/[^\\]$/p')
keys q
wait_top 'epoch 4'
keys s
check 's asks for a name' wait_for ':save plain-copy.md'
keys Enter
check 'Enter writes it' wait_for 'is written; its second stop is here'
keys s
check 'and a second time another name' wait_for ':save plain-copy-2.md'
keys BSpace BSpace BSpace BSpace BSpace
keys -l '.md'
keys Enter
check 'nothing is overwritten' wait_for 'there already'
keys Escape q
check 'q leaves' wait_prompt 0

same_here() { [ "$(screen | sed '$d')" = "$here" ]; }
line "clear; $command"
check 'the command line opens exactly there' until_true same_here
keys q
wait_prompt 0
line 'clear; normscope plain-copy.md --stop 2'
check 'so does the saved file' wait_top 'epoch 4 . batch 1/1'
wait_for 'Write here what there is to see'
# The column of words and formula has words of its own; the picture and the table are the same.
left() { screen | cut -c1-50 | sed -e 1d -e '$d' | sed '$d'; }
here_left=$(printf '%s\n' "$here" | cut -c1-50 | sed -e 1d | sed '$d')
same_left() { [ "$(left)" = "$here_left" ]; }
check 'and shows the same picture' until_true same_left
keys q
wait_prompt 0
line 'clear; normscope check plain-copy.md'
check 'and passes the check' wait_for '2 stops'
finish
