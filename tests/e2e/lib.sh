# What the end-to-end scripts share: a private tmux server with one shell in it, waits for a
# condition instead of for a time, and checks that print "ok NAME" or "not ok NAME: why".
#
# A script begins with `. lib.sh` and `open_shell COLS ROWS`, and ends with `finish`.

PROMPT='ready>'
# A lesson without questions, which therefore holds nobody up.
PLAIN=$(cd "$(dirname "$0")" && pwd)/plain.md
DEADLINE=${DEADLINE:-10}
FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/normscope-e2e.XXXXXX") || exit 1
: >"$FOLDER/prompts"
SCRIPT=$(basename "$0" .sh)
PASSED=0
FAILED=0

# A UTF-8 locale that this system has.
LOCALE=$(locale -a 2>/dev/null | grep -iE '^(C|en_US)\.utf-?8$' | head -n 1)
LOCALE=${LOCALE:-C.UTF-8}
# In patterns · is one character, too.
export LC_ALL="$LOCALE"

T() {
	tmux -u -S "$FOLDER/socket" -f /dev/null "$@"
}

close_shell() {
	T kill-server 2>/dev/null
	rm -rf "$FOLDER" 2>/dev/null || { sleep 0.2; rm -rf "$FOLDER"; }
}
trap close_shell EXIT
trap 'exit 130' INT TERM

# open_shell COLS ROWS: an interactive shell whose prompt shows the last exit status.
open_shell() {
	mkdir -p "$FOLDER/state/normscope" && touch "$FOLDER/state/normscope/welcomed"
	cat >"$FOLDER/rc" <<-RC
		PS1='[\$?] $PROMPT '
		PROMPT_COMMAND='echo >>"$FOLDER/prompts"'
		HISTFILE=
		NORMSCOPE='$NORMSCOPE'
		PLAIN='$PLAIN'
		FOLDER='$FOLDER'
		XDG_STATE_HOME='$FOLDER/state'
		XDG_RUNTIME_DIR=
		export NORMSCOPE PLAIN FOLDER XDG_STATE_HOME XDG_RUNTIME_DIR
		ulimit -c 0
		clear
	RC
	env -u NO_COLOR -u COLORFGBG -u TMUX -u LINES -u COLUMNS LC_ALL="$LOCALE" \
		tmux -u -S "$FOLDER/socket" -f /dev/null new-session -d -x "$1" -y "$2" \
		"bash --noprofile --rcfile '$FOLDER/rc' -i" || exit 1
	T set-option -g status off
	T set-option -g escape-time 0
	T resize-window -x "$1" -y "$2"
	wait_prompt 0 || exit 1
}

screen() {
	T capture-pane -p
}

top() {
	screen | head -n 1
}

keys() {
	T send-keys "$@"
}

# How often the shell has asked so far.
prompts() { wc -l <"$FOLDER/prompts"; }
PROMPTS=0

# line TEXT: types a command line.
# A lesson begins at its first stop each time, unless KEEP_PROGRESS is set.
line() {
	[ -n "$KEEP_PROGRESS" ] || rm -f "$FOLDER/state/normscope/progress"
	PROMPTS=$(prompts)
	T send-keys -l "$1"
	T send-keys Enter
}

# until_true COMMAND…: asks again until it is true; false when the deadline is over.
until_true() {
	local end=$((SECONDS + DEADLINE))
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.03
	done
}

screen_has() { screen | grep -qE -- "$1"; }
screen_lacks() { ! screen | grep -qE -- "$1"; }
top_has() { top | grep -qE -- "$1"; }
top_lacks() { ! top | grep -qF -- "$1"; }
screen_is() { [ "$(screen)" = "$1" ]; }
top_is() { [ "$(top)" = "$1" ]; }
prompt_last() { screen | grep -v '^ *$' | tail -n 1 | grep -qE -- "^\[$1\] $PROMPT *\$"; }

wait_for() { until_true screen_has "$1"; }
wait_top() { until_true top_has "$1"; }

# wait_prompt STATUS: the shell asks again after a command that ended so; the prompt that stood
# before the last line does not count.
asked() { [ "$(prompts)" -gt "$PROMPTS" ]; }
asked_again() { asked && prompt_last "$1"; }
wait_prompt() { until_true asked_again "$1"; }

# settled: the screen as it is when it stops changing.
settled() {
	local before now
	now=$(screen)
	until
		before=$now
		sleep 0.1
		now=$(screen)
		[ "$now" = "$before" ]
	do :; done
	printf '%s\n' "$now"
}

# play [ARGUMENT…]: starts the program, its process number in $FOLDER/pid.
play() {
	rm -f "$FOLDER/pid" "$FOLDER/state/normscope/progress" # each begins at its first stop
	line "clear; sh -c 'echo \$\$ >\$FOLDER/pid; exec \"\$NORMSCOPE\" $*'"
}

pid() { cat "$FOLDER/pid"; }

# The terminal as a shell needs it: no alternate screen, cursor visible, plain keypad, no mouse.
modes() {
	T display-message -p \
		'alternate #{alternate_on} cursor #{cursor_flag} keypad #{keypad_flag} mouse #{mouse_any_flag}'
}
modes_are() { [ "$(modes)" = "$1" ]; }
PLAIN_MODES='alternate 0 cursor 1 keypad 0 mouse 0'

# stty_into FILE: what `stty -a` says in the shell.
stty_into() {
	line "clear; stty -a >\$FOLDER/$1"
	wait_prompt 0
}

# check NAME COMMAND…: the screen is shown where it failed.
check() {
	local name=$1
	shift
	if "$@"; then
		PASSED=$((PASSED + 1))
		echo "ok $SCRIPT: $name"
	else
		FAILED=$((FAILED + 1))
		echo "not ok $SCRIPT: $name: $*"
		screen 2>/dev/null | sed 's/^/#  /'
	fi
}

finish() {
	echo "$SCRIPT: $PASSED passed, $FAILED failed"
	[ "$FAILED" -eq 0 ]
}
