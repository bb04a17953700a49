# The speaker's notes in a second terminal, beside the lesson in the first.
. "$(dirname "$0")/lib.sh"
open_shell 100 30
sed 's/^<!-- note: Ask: which/<!-- note: First ask: which/' "$PLAIN" >"$FOLDER/talk.md"

# The second terminal is another window; what is typed goes to the one in front.
T new-window -d "bash --noprofile --rcfile '$FOLDER/rc' -i"
notes() { T capture-pane -p -S - -t :1; }
notes_have() { notes | grep -qE -- "$1"; }
notes_for() { until_true notes_have "$1"; }
last_note() { notes | grep -v '^ *$' | tail -n 1; }
last_note_is() { last_note | grep -qE -- "$1"; }
T send-keys -t :1 -l '"$NORMSCOPE" notes'
T send-keys -t :1 Enter
check 'they say what they follow' notes_for 'The notes follow the lesson that moved last'

play '$FOLDER/talk.md'
check 'the first stop is there with its note' notes_for 'First ask: which of the two weights'
check 'and what comes next' notes_for 'Next: First, only shift'
check 'the timer goes on in its line' until_true last_note_is 'Timer: 0:0[1-9] at this stop, 0:0[1-9] of 3 minutes'
keys PageDown
check 'another stop follows' notes_for 'stop 2/.* First, only shift'
check 'a stop without notes says so' notes_for 'No notes here'
check 'with its own timer' until_true last_note_is 'Timer: 0:0[0-9] at this stop, 0:0[1-9] of 3'
keys PageDown
check 'and another' notes_for 'Ask for a show of hands: in which direction'
check 'which the room does not see' until_true screen_lacks 'show of hands'
sed -i 's/Ask for a show of hands/Ask for a show of feet/' "$FOLDER/talk.md"
check 'a note that is written anew is shown anew' notes_for 'Ask for a show of feet'
keys b
check 'a blank screen is told' notes_for 'The screen is blank'
check 'and shows nothing' until_true eval '[ -z "$(screen | tr -d " \n")" ]'
keys b
wait_top 'stop 3/'
keys F5
twice_at_the_first() { [ "$(notes | grep -c 'stop 1/')" -eq 2 ]; }
check 'F5 begins again, and the notes do' until_true twice_at_the_first
keys q
wait_prompt 0
check 'the end is said' notes_for 'The lesson was closed'
T send-keys -t :1 C-c
check 'ctrl+C ends them' until_true last_note_is "^\[130\] $PROMPT"
finish
