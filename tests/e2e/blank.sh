# Blanking the screen in a talk: nothing is seen, and any key brings it back.
. "$(dirname "$0")/lib.sh"
open_shell 80 24
play '"$PLAIN"'
check 'the lesson opens' wait_top 'Two scales.*stop 1/'
keys NPage
wait_top 'stop 2/'
second=$(settled)
keys b
check 'b shows nothing' until_true screen_is ''
keys NPage
check 'the next key shows what stood there' until_true screen_is "$second"
keys NPage
check 'and the one behind it goes on' wait_top 'stop 3/'
keys F5
check 'F5 begins the lesson again' wait_top 'stop 1/'
keys Escape
check 'Esc stays, and says what leaves' wait_for 'q leaves the program'
keys q
check 'q leaves' wait_prompt 0
finish
