# What the screen does: resizing, too small, redrawing, the menu, quiet while nobody types.
. "$(dirname "$0")/lib.sh"
open_shell 80 24
play '"$PLAIN"'
wait_top 'stop 1/'
keys Space Space
check 'the third stop' wait_top 'stop 3/'
third=$(settled)

full_width() { [ "$(screen | sed -n 2p | wc -m)" -gt "$1" ] && top_has 'stop 3/'; }
T resize-window -x 120 -y 36
check 'a larger window keeps the place' until_true full_width 100
T resize-window -x 40 -y 12
check 'the smallest window keeps it' wait_top 'Two|stop|batch'
T resize-window -x 30 -y 8
check 'a window that is too small says what is needed' wait_for '40.?x.?12|40 by 12'
T resize-window -x 80 -y 24
check 'back to the size of before, it looks as before' until_true screen_is "$third"
T clear-history
keys C-l
check 'ctrl+L draws the same again' until_true screen_is "$third"

T pipe-pane -O "cat >'$FOLDER/idle'"
idle() { sleep 0.5; [ ! -s "$FOLDER/idle" ]; }
check 'nothing is sent while nobody types' idle
T pipe-pane
T pipe-pane -O "cat >'$FOLDER/step'"
small_step() { size=$(wc -c <"$FOLDER/step"); [ "$size" -gt 0 ] && [ "$size" -le 8192 ]; }
keys Right
until_true test -s "$FOLDER/step"
settled >/dev/null
check 'a step is at most 8 kB' small_step
T pipe-pane
keys q
check 'q leaves the lesson and the program' wait_prompt 0

play
check 'without a lesson the menu opens' wait_for 'Two scales'
keys Down Up Enter
check 'Enter opens a lesson' wait_top 'stop 1/'
keys q
check 'q goes back to the menu, which marks it as begun' wait_for '▸ +1 +◆ Two scales'
keys q
check 'q leaves the program' wait_prompt 0
finish
