# A run changed by hand: a parameter, a mate; undone and redone.
. "$(dirname "$0")/lib.sh"
open_shell 120 36
play five-stages
wait_top 'stop 1/'
keys :
keys -l 'go epoch 1, batch 2, layer 1, normalize'
keys Enter
wait_top 'b2 · layer 1 · normalize'
first=$(settled)

keys :
keys -l 'put gamma(1,1) '
check 'γ is offered what takes the division back' wait_for 'sqrt\(var\(1,1\)\+epsilon\)'
keys Tab Enter
check 'a value holds at once, and the loss is told' \
	wait_for 'gamma\(1,1\) = .* from batch 2 of epoch 1 on; its loss .* →'
keys u
check 'u takes it back' wait_for 'Undone: gamma\(1,1\)'
keys x
check 'x swaps a mate: the row moves in training' wait_for 'Row .* out, .* in: row .*: ẑ .* → .*train'
keys u
wait_for 'Undone: row'
keys m
wait_for 'Test mode'
keys C-r
wait_for 'Done again: row'
keys x
check 'in test mode it stands still' wait_for 'ẑ stays .*output stays .*test'
keys u u m
wait_for 'Train mode'
keys :
keys -l 'go epoch 1, batch 2, layer 1, normalize'
keys Enter
check 'all undone, the screen is the first' until_true screen_is "$first"
finish
