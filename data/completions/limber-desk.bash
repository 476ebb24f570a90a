# SPDX-License-Identifier: MIT
# bash completion for limber-desk(1).

_limber_desk() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words
        case $before in
        --dose) words='short full article' ;;
        --layout) words='card screen' ;;
        --theme) words='light dark contrast' ;;
        --speed) words= ;;
        *)
                words="--stretch --break --dose --layout --theme --speed --help --version
                        $(limber stretch --list 2>/dev/null | sed -n 's/^\([a-z][a-z0-9-]*\)$/\1/p')"
                ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _limber_desk limber-desk
