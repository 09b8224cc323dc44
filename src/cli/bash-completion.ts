/**
 * What the script for bash takes for granted and the package bash-completion has, for where that is not installed: the words of
 * the line so far.
 */
export const BASH_PREAMBLE = `if ! declare -F _get_comp_words_by_ref > /dev/null; then
    _get_comp_words_by_ref() {
        words=("\${COMP_WORDS[@]}")
        cword=$COMP_CWORD
        cur=\${COMP_WORDS[COMP_CWORD]}
        prev=\${COMP_WORDS[COMP_CWORD - 1]}
    }
fi
`;
