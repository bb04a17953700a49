# Rows changed by hand: moved, flipped, added and deleted, put back; kept in a lesson's file and in
# one command line.
. "$(dirname "$0")/lib.sh"
open_shell 100 30
line 'cd "$FOLDER"; normscope() { "$NORMSCOPE" "$@"; }'
wait_prompt 0
play five-stages
wait_top 'stop 1/'
first=$(settled)

keys r
check 'r takes the chosen row in hand' wait_for 'row 1 in hand'
check 'and the keys are those of a hand' wait_for 'move .*f flip .*put back'
before=$(settled)
keys Right Up
check 'the arrows move it' until_true eval '[ "$(screen)" != "$before" ]'
check 'and its numbers are shown' wait_for 'at −?[0-9.]+, −?[0-9.]+, lower'
keys f
check 'f flips its class' wait_for 'at −?[0-9.]+, −?[0-9.]+, upper'
keys Escape
check 'Esc puts it back' wait_for 'Row 1 is as it was'
keys C-l
check 'and the screen is the first' until_true screen_is "$first"

keys r a
check 'a adds a row like it' wait_for 'row 65 in hand'
keys Left Enter
check 'Enter puts it down, and the run starts again' wait_for 'Row 65 added at .*: the run has started again'
keys r Tab d
check 'Tab takes the next, d deletes it' wait_for 'Row 1 is deleted, and 64 rows are left'
keys :
keys -l 'row 3 1.5 -2'
keys Enter
check 'a typed place does, too' wait_for 'Row 3 moved to 1.5, −2: the run has started again'
T send-keys -l ']]'
wait_top 'batch 1/'
here=$(settled | sed '$d')

keys S
check 'S shows the edits in one line' wait_for 'data.edits='
command=$(settled | sed -n '/^ *normscope/,/[^\\]$/p')
keys q
wait_top 'batch 1/'
keys s Enter
check 's writes them' wait_for 'is written; its second stop is here'
keys q
wait_prompt 0
line 'clear; grep "edits: " five-stages-copy.md'
check 'as a list in the header' wait_for 'edits: \[add .*, delete 1, move 3 1.5 -2\]'
same_here() { [ "$(screen | sed '$d')" = "$here" ]; }
line "clear; $command"
check 'the command line opens exactly there' until_true same_here
keys q
wait_prompt 0
line 'clear; normscope five-stages-copy.md --stop 2'
check 'so does the file' wait_top 'stop 2/2 · e.*1'
left() { screen | cut -c1-50 | sed -e 1d -e '$d' | sed '$d'; }
here_left=$(printf '%s\n' "$here" | cut -c1-50 | sed -e 1d | sed '$d')
same_left() { [ "$(left)" = "$here_left" ]; }
check 'with the same picture' until_true same_left
keys q
wait_prompt 0

# The mouse, as a terminal sends it: press, move with the button held, release.
at() { printf '%02x %02x' $((32 + $1)) $((32 + $2)); }
mouse() { T send-keys -H 1b 5b 4d "$1" $(at "$2" "$3"); }
play four-steps
wait_top 'stop 1/'
keys v r
wait_for 'row 1 in hand'
place=$(screen | grep -n '\[◆\]' | head -n 1)
y=${place%%:*}
before=${place#*:}
before=${before%%'[◆]'*}
x=$((${#before} + 2))
keys Escape
wait_for 'the rows · as measured'
mouse 20 "$x" "$y"
mouse 40 $((x + 4)) $((y - 1))
check 'a drag takes the row along' wait_for 'row 1 in hand'
mouse 23 $((x + 4)) $((y - 1))
check 'and puts it down' wait_for 'Row 1 moved to .*: the run has started again'
keys u
check 'and u takes it back' wait_for 'Undone: row 1 moved'
keys q
wait_prompt 0
finish
