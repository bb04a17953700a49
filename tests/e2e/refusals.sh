# Where there is no terminal to draw on: one sentence, status 1, and not a control character.
. "$(dirname "$0")/lib.sh"
open_shell 80 24

says() { grep -qF -- "$1" "$FOLDER/said"; }
clean() { ! LC_ALL=C grep -q '[[:cntrl:]]' "$FOLDER/said"; }
ended() { [ "$STATUS" -eq "$1" ]; }

"$NORMSCOPE" two-scales >"$FOLDER/said" 2>&1 </dev/null
STATUS=$?
check 'output to a file: status' ended 1
check 'output to a file: the sentence' says 'standard output is not one'
check 'output to a file: what to do instead' says 'normscope frame LESSON'

# inside NAME STATUS SENTENCE COMMAND: a command in the terminal, what it says in a file.
inside() {
	line "clear; ($4) 2>\$FOLDER/said"
	check "$1: status" wait_prompt "$2"
	check "$1: the sentence" says "$3"
	check "$1: no control characters" clean
	check "$1: nothing but the prompt" screen_is "[$2] $PROMPT"
}

inside 'keys from a file' 1 'standard input is not one' '"$NORMSCOPE" two-scales </dev/null'
inside 'TERM=dumb' 1 'type dumb' 'TERM=dumb "$NORMSCOPE" two-scales'
inside 'no TERM' 1 'TERM is not set' 'env -u TERM "$NORMSCOPE" two-scales'
inside 'an unknown TERM' 1 "'elephant' is not known" 'TERM=elephant "$NORMSCOPE" two-scales'
inside 'an unknown option' 2 'did you mean --ascii' '"$NORMSCOPE" --ascci two-scales'
inside 'an unknown lesson' 1 'two-scales' '"$NORMSCOPE" two-scale'
finish
