# However it ends, the terminal is as it was found and the status tells how.
. "$(dirname "$0")/lib.sh"
open_shell 80 24
stty_into before

same_stty() { cmp -s "$FOLDER/before" "$FOLDER/after"; }

# restored NAME STATUS: the prompt is back with that status, and the terminal is as before.
restored() {
	check "$1: status $2" wait_prompt "$2"
	check "$1: screen, cursor and keypad" until_true modes_are "$PLAIN_MODES"
	stty_into after
	check "$1: stty -a" same_stty
}

start() {
	play two-scales
	wait_top 'stop 1/'
	keys Right
	until_true test -s "$FOLDER/pid"
}

start
keys q
restored q 0
start
keys C-c
restored 'ctrl+C' 130
start
keys C-'\'
restored 'ctrl+\' 131
# A program built with a sanitizer turns what that one catches into its own status.
sanitized() { grep -q __asan_init "$NORMSCOPE"; }
while read -r name status sanitized_status; do
	sanitized && status=${sanitized_status:-$status}
	start
	kill -"$name" "$(pid)"
	restored "$name" "$status"
done <<'SIGNALS'
TERM 143
HUP 129
INT 130
QUIT 131
SEGV 139 1
ABRT 134
BUS 135 1
FPE 136 1
ILL 132
SIGNALS

start
place=$(settled)
keys C-z
check 'ctrl+Z: the shell is back' wait_prompt 148
check 'ctrl+Z: screen, cursor and keypad' until_true modes_are "$PLAIN_MODES"
line 'clear; stty -a >$FOLDER/after; true'
wait_prompt 0
check 'ctrl+Z: stty -a' same_stty
line fg
check 'fg: it looks as before' until_true screen_is "$place"
keys Left
check 'fg: an arrow is understood' wait_top 'stop 1/'
keys C-z
wait_prompt 148
stopped() { ps -o stat= -p "$(pid)" | grep -q '^T'; }
gone() { ! kill -0 "$(pid)" 2>/dev/null; }
line 'clear; bg'
wait_prompt 0
check 'bg: it stops again' until_true stopped
check 'bg: the screen stays as it is' modes_are "$PLAIN_MODES"
line 'clear; kill %1'
check 'a signal while it is stopped: it ends' until_true gone
line ''
check 'a signal while it is stopped: and by that signal' wait_for Terminated
check 'a signal while it is stopped: the screen stays as it is' modes_are "$PLAIN_MODES"
stty_into after
check 'a signal while it is stopped: stty -a' same_stty
finish
