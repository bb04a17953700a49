# bash completion for normscope: all words come from the program itself.
_normscope() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words
	if [ "$before" = = ]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	case $before in
	--set) words=$(normscope --help settings | sed -n 's/^\([a-z_.]*\) = .*/\1=/p') ;;
	--help | -h) words=$(normscope --help words | awk -F'\t' '$1 == "topic" { print $2 }') ;;
	--data) mapfile -t COMPREPLY < <(compgen -f -- "$word") && return ;;
	*)
		case $word in
		-*) words=$(normscope --help words | awk -F'\t' '$1 == "option" { print $2 }') ;;
		*)
			words=$(normscope list --format tsv | cut -f 1)
			[ "$COMP_CWORD" -gt 1 ] ||
				words="$words $(normscope --help words | awk -F'\t' '$1 == "command" { print $2 }')"
			;;
		esac
		;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
	[ "$before" != --set ] || compopt -o nospace
}
complete -o default -F _normscope normscope
