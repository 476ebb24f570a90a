# SPDX-License-Identifier: MIT
# bash completion for limber(1).

_limber_keys() {
        limber config list 2>/dev/null | sed -n 's/^\([a-z][a-z0-9_.-]*\) = .*/\1/p'
}

_limber_stretches() {
        limber stretch --list 2>/dev/null | sed -n 's/^\([a-z][a-z0-9-]*\)$/\1/p'
}

_limber_breaks() {
        _limber_keys | sed -n 's/^\(.*\)\.every$/\1/p'
}

_limber_verbs='today start stop status break pause resume sit stand stretch simulate import config doctor help'

# The words that may stand here; $1 is the verb, $2 the word before.
_limber_words() {
        case $1,$2 in
        *,--dose) echo short full article ;;
        *,--answer) echo take skip postpone none ;;
        *,--format) echo timeline manictime ;;
        *,--dates) echo dmy mdy ymd ;;
        *,--tz) sed -n 's/^[A-Z]*\t[^\t]*\t\([^\t]*\).*/\1/p' /usr/share/zoneinfo/zone.tab 2>/dev/null ;;
        *,--set) _limber_keys | sed 's/$/=/' ;;
        *,--speed | *,--draw | *,--check) ;;
        *,--figure) echo auto blocks braille ascii sixel kitty iterm2 none ;;
        *,--person) echo robin sol alma ;;
        *,--theme) echo light dark contrast ;;
        status,*) echo --json --follow --waybar --help ;;
        break,break) echo now start postpone skip --help ;;
        break,postpone | pause,pause) echo 5m 10m 30m 1h --help ;;
        break,now | break,start | break,skip) _limber_breaks ;;
        doctor,*) echo --json --help ;;
        stretch,*) echo --check --dose --draw --figure --list --mute --person --plain --speed --standing --theme --voice --help && _limber_stretches ;;
        simulate,*) echo --format --answer --set --tz --dates --json --help ;;
        import,import) echo manictime timeline --help ;;
        import,*) echo --tz --dates --json --help ;;
        config,config) echo list get set unset check path --json --help ;;
        config,list) echo --json ;;
        config,get | config,set | config,unset) _limber_keys ;;
        help,help) echo "$_limber_verbs" ;;
        today,* | start,* | stop,* | pause,* | resume,* | sit,* | stand,* | break,*) echo --help ;;
        esac
}

_limber() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]} words
        COMPREPLY=()

        if [ "$COMP_CWORD" -eq 1 ]; then
                words="$_limber_verbs --help --version"
        else
                words=$(_limber_words "$verb" "$before")
        fi
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")

        # Behind the words, files where a verb takes one; and no blank after KEY=.
        case $verb,$before in
        simulate,--* | import,--*) ;;
        stretch,--draw | stretch,--check) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
        simulate,* | import,* | config,check)
                [ "$COMP_CWORD" -eq 1 ] || mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
                ;;
        esac
        [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null || true
}

complete -o filenames -F _limber limber
