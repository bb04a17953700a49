# The same lesson on every kind of terminal: equal text, whatever colours and sequences it has.
. "$(dirname "$0")/lib.sh"
open_shell 80 24

# shown TERM LOCALE [ARGUMENT…]: a stage of a lesson as that terminal shows it.
shown() {
	local term=$1 locale=$2
	shift 2
	line "clear; TERM=$term LC_ALL=$locale \"\$NORMSCOPE\" five-stages --at 'batch 3, mean' $*"
	wait_top 'mean' || return 1
	keys Right
	wait_top 'subtract' || return 1
	settled
	keys q
	wait_prompt 0
}

# same TEXT TERM LOCALE [ARGUMENT…]
same() {
	local want=$1
	shift
	[ -n "$want" ] && [ "$(shown "$@")" = "$want" ]
}

is_ascii() { [ -z "$(printf '%s' "$1" | LC_ALL=C tr -d '\000-\177')" ]; }

fine=$(shown xterm-256color "$LOCALE")
plain=$(shown xterm-256color C)
check 'with UTF-8 the lesson is drawn beyond ASCII' eval '[ -n "$fine" ] && ! is_ascii "$fine"'
check 'in a C locale it is drawn with ASCII alone' eval '[ -n "$plain" ] && is_ascii "$plain"'
for term in screen-256color tmux-256color xterm-16color xterm; do
	check "$term shows the same" same "$fine" $term "$LOCALE"
	check "$term shows the same in a C locale" same "$plain" $term C
done
# Of these two nobody knows which glyphs their font has: ASCII, unless asked for by name.
for term in linux vt100; do
	check "$term shows the same in a C locale" same "$plain" $term C
	check "$term draws with ASCII on its own" same "$plain" $term "$LOCALE"
	check "$term shows the same when asked to" same "$fine" $term "$LOCALE" --glyphs braille
done
finish
