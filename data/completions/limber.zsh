#compdef limber
# SPDX-License-Identifier: MIT
# zsh completion for limber(1).

_limber_keys() {
        local -a keys
        keys=(${(f)"$(limber config list 2>/dev/null | sed -n 's/^\([a-z][a-z0-9_.-]*\) = .*/\1/p')"})
        _describe -t keys 'key' keys "$@"
}

_limber_stretches() {
        local -a stretches
        stretches=(${(f)"$(limber stretch --list 2>/dev/null | sed -n 's/^\([a-z][a-z0-9-]*\)$/\1/p')"})
        _describe -t stretches 'stretch' stretches
}

_limber_breaks() {
        local -a breaks
        breaks=(${(f)"$(limber config list 2>/dev/null | sed -n 's/^\([a-z][a-z0-9-]*\)\.every = .*/\1/p')"})
        _describe -t breaks 'break' breaks
}

_limber_config() {
        local -a forms=(
                'list:every key, its value, unit, range, default and help'
                'get:the value of a key'
                'set:change keys'
                'unset:take keys out'
                'check:say what is wrong'
                'path:say where limber.conf is'
        )
        if (( CURRENT == 2 )); then
                _describe -t forms 'form' forms
                _arguments '--json[as JSON]' '--help[help]'
                return
        fi
        case $words[2] in
        list) _arguments '*: :' '--json[as JSON]' ;;
        get | unset) _limber_keys ;;
        set) (( CURRENT % 2 == 0 )) || _limber_keys ;;
        check) _files ;;
        esac
}

_limber() {
        local -a verbs=(
                'today:today at a glance'
                'start:start the daemon'
                'stop:stop the daemon'
                'status:now and today'
                'break:answer the break at hand'
                'pause:keep quiet for a while'
                'resume:remind again'
                'sit:from now on sitting'
                'stand:from now on standing'
                'stretch:a guided session here'
                'simulate:what Limber would have said'
                'import:bring in the history of another program'
                'config:settings'
                'doctor:what works on this desktop'
                'help:help'
        )
        local -a zone=('--tz[time zone]:zone:_time_zone') dates=('--dates[order of dates]:order:(dmy mdy ymd)')
        local -a json=('--json[as JSON]') help=('--help[help]')

        if (( CURRENT == 2 )); then
                _describe -t verbs 'verb' verbs
                _arguments '--help[list the verbs]' '--version[the version]'
                return
        fi
        local verb=$words[2]
        shift words
        (( CURRENT-- ))

        case $verb in
        status) _arguments $help $json '--follow[a line at each change]' '--waybar[as JSON for waybar]' ;;
        break)
                if [[ $CURRENT -eq 3 && $words[2] != postpone ]]; then
                        _limber_breaks
                else
                        _arguments $help '1:answer:(now start postpone skip)' '2:duration:(5m 10m 30m)'
                fi
                ;;
        doctor) _arguments $help $json ;;
        pause) _arguments $help '1:duration:(30m 1h 2h)' ;;
        stretch)
                _arguments $help '--check[what files of your own say]' '--dose[how much]:dose:(short full article)' \
                        '--list[the stretches]' '--plain[no drawing]' '--voice[spoken, too]' '--mute[without a sound]' \
                        '--speed[times as fast]:factor:' '--draw[a picture]:file:_files' \
                        '--figure[how the figure is drawn]:mode:(auto blocks braille ascii sixel kitty iterm2 none)' '--person[who is drawn]:person:(robin sol alma)' '--theme[its colours]:theme:(light dark contrast)' \
                        '--standing[drawn standing]' '*:stretch:{ _limber_stretches; _files -g "*.stretch" }'
                ;;
        simulate)
                _arguments $help $json $zone $dates '--format[what the file is]:format:(timeline manictime)' \
                        '--answer[to each break]:answer:(take skip postpone none)' \
                        '*--set[another setting]:key:{_limber_keys -S=}' '1:file:_files'
                ;;
        import) _arguments $help $json $zone $dates '1:format:(manictime timeline)' '2:file:_files' ;;
        config) _limber_config ;;
        help) _describe -t verbs 'verb' verbs ;;
        today | start | stop | resume | sit | stand) _arguments $help ;;
        esac
}

_limber "$@"
