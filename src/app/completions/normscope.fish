# fish completion for normscope: all words come from the program itself.
function __normscope_words --argument-names kind
	normscope --help words | awk -F'\t' -v kind="$kind" '$1 == kind { print $2 "\t" $4 }'
end

function __normscope_settings
	normscope --help settings | sed -n 's/^\([a-z_.]*\) = .*/\1=/p'
end

complete -c normscope -n __fish_use_subcommand -a '(__normscope_words command)'
complete -c normscope -a '(normscope list --format tsv | cut -f 1,2)'
complete -c normscope -n 'string match -q -- "-*" (commandline -ct)' -a '(__normscope_words option)'
complete -c normscope -l set -x -a '(__normscope_settings)'
complete -c normscope -l data -r -F
complete -c normscope -l help -s h -x -a '(__normscope_words topic)'
