package dev.slipway.job;

/**
 * What runs inside a container for jobs. These are constants: nothing a user or a file says is ever put into them;
 * values reach them as arguments. They are POSIX and need, beside a shell, what every image with one has: {@code cat},
 * {@code date}, {@code dd}, {@code head}, {@code mkdir}, {@code mv}, {@code rm}, {@code sleep}, {@code tail},
 * {@code tr} and {@code wc}; {@code setsid} is used where there is one.
 *
 * <p>A job is known by more than its process id, which another process may have by now: by the boot of the machine, the
 * moment the container's first process began, and the moment its own processes began. What it has started is known by
 * the variable SLIPWAY_JOB, also where it made sessions of its own, as torchrun's workers do.
 */
final class JobScripts {
    /** The exit code of {@link #ASK} where a folder on the way is a link. */
    static final int LINKED = 71;
    /** The exit code of {@link #ASK} where it cannot write. */
    static final int NOT_WRITABLE = 72;
    /** How long a job may take from being asked for to its first process, in seconds. */
    static final int START_SECONDS = 20;

    private static final String COMMON = """
            nap() { sleep 0.1 2>/dev/null || sleep 1; }
            now() { at=$(date +%s); up=0; { read -r up _ < /proc/uptime; } 2>/dev/null; }
            stat_of() {
              { read -r line < "/proc/$1/stat"; } 2>/dev/null || return 1
              set -- ${line##*) }
              [ $# -ge 20 ] || return 1
              state=$1 group=$3 session=$4
              shift 19
              began=$1
            }
            instance() {
              boot=; { read -r boot < /proc/sys/kernel/random/boot_id; } 2>/dev/null
              began=0; stat_of 1; init=$began
            }
            value() {
              value=
              [ -f "$1" ] && [ ! -h "$1" ] || return 0
              while IFS='=' read -r key rest; do [ "$key" = "$2" ] && value=$rest; done < "$1"
              return 0
            }
            same() { [ -n "$1" ] && stat_of "$1" && [ "$state" != Z ] && [ "$state" != X ] && [ "$began" = "$2" ]; }
            record() {
              value "$1/asked" session; r_session=$value
              value "$1/asked" boot; r_boot=$value
              value "$1/asked" init; r_init=$value
              value "$1/asked" up; r_up=$value
              value "$1/started" supervisor; r_supervisor=$value
              value "$1/started" supervisorBegan; r_supervisor_began=$value
              value "$1/started" main; r_main=$value
              value "$1/started" mainBegan; r_main_began=$value
            }
            look() {
              record "$1"
              instance
              if [ "$r_boot" != "$boot" ] || [ "$r_init" != "$init" ]; then how=other
              elif same "$r_supervisor" "$r_supervisor_began" || same "$r_main" "$r_main_began"; then how=alive
              else
                how=lost
                now
                [ -f "$1/started" ] || [ -z "$r_up" ] || [ "${up%.*}" -gt "$((${r_up%.*} + 20))" ] || how=waiting
              fi
            }
            job_folder() {
              two='[0-9][0-9]' some='[0-9a-z][0-9a-z]'
              case ${1##*/} in $two$two$two$two-$two$two$two-$some$some) ;; *) return 1 ;; esac
              [ -d "$1" ] && [ ! -h "$1" ]
            }
            """;

    /**
     * Makes a job's folder and forgets the oldest jobs that have ended. Arguments: the folder of all jobs, the job, the
     * session, how many ended ones to keep beside it, the command's words.
     */
    static final String ASK = COMMON + """
            root=$1 id=$2 name=$3 keep=$4
            shift 4
            top=${root%/*}
            if [ -h "$top" ] || [ -h "$root" ]; then
              echo "$root, or the folder above it, is a link." >&2
              exit 71
            fi
            mkdir -p "$root" || exit 72
            [ -e "$top/.gitignore" ] || [ -h "$top/.gitignore" ] || printf '*\\n' > "$top/.gitignore"
            over() {
              job_folder "$1" || return 1
              [ -f "$1/ended" ] && return 0
              look "$1"
              [ "$r_boot" != "$boot" ] && return 0
              [ "$r_session" = "$name" ] && { [ "$how" = other ] || [ "$how" = lost ]; }
            }
            count=0
            for one in "$root"/*; do over "$one" && count=$((count + 1)); done
            for one in "$root"/*; do
              [ "$count" -gt "$keep" ] || break
              over "$one" && { rm -rf "$one"; count=$((count - 1)); }
            done
            dir=$root/$id
            mkdir "$dir" || exit 72
            printf '%s\\0' "$@" > "$dir/command" || exit 72
            instance
            now
            printf 'session=%s\\nboot=%s\\ninit=%s\\nat=%s\\nup=%s\\n' "$name" "$boot" "$init" "$at" "$up" \
              > "$dir/asked.new" && mv "$dir/asked.new" "$dir/asked" && [ -s "$dir/asked" ] || exit 72
            """;

    /** The job's first process: says who it is, then becomes the command. */
    static final String BEGIN = COMMON + """
            dir=$1 supervisor=$2 supervisor_began=$3
            shift 3
            stat_of $$
            now
            printf 'supervisor=%s\\nsupervisorBegan=%s\\nmain=%s\\nmainBegan=%s\\nat=%s\\nup=%s\\n' \
              "$supervisor" "$supervisor_began" "$$" "$began" "$at" "$up" > "$dir/started.new" \
              && mv "$dir/started.new" "$dir/started"
            exec "$@"
            """;

    /**
     * Runs the command to its end and keeps its output: the first MiB, and the last 8 to 16 MiB in two pieces.
     * Arguments: the folder of all jobs, the job, {@link #BEGIN}, the command's words.
     *
     * <p>The command is not started with {@code &}: a shell without job control makes such a child deaf to SIGINT. dd
     * reads what is there and no more; head may take more from a pipe than it hands on.
     */
    static final String RUN = COMMON + """
            dir=$1/$2 id=$2 begin=$3
            shift 3
            mkdir -p "$HOME" 2>/dev/null
            [ -w . ] || cd "$HOME" || cd /tmp
            PYTHONUNBUFFERED=${PYTHONUNBUFFERED-1}
            LANG=${LANG-C.UTF-8}
            export PYTHONUNBUFFERED LANG
            lead=
            command -v setsid >/dev/null 2>&1 && lead=setsid
            stat_of $$
            own=$began
            copy() {
              file=$dir/output next=1 before=0 most=917504 count=8 told=
              while dd bs=16384 count=$count >> "$file" 2>/dev/null; do
                size=$(($(wc -c < "$file")))
                [ "$size" -ne "$before" ] || break
                before=$size
                [ "$size" -ge "$most" ] || continue
                file=$dir/output.$next before=0 most=7864320 count=32
                old=$((next - 2))
                if [ "$old" -ge 1 ]; then
                  [ -n "$told" ] || printf '\\n[%s]\\n' "Slipway keeps the first MiB and the last 8 to 16 MiB of \
            a job's output. What came in between is left out here." >> "$dir/output"
                  told=1
                  rm -f "$dir/output.$old"
                fi
                next=$((next + 1))
              done
              : > "$dir/drained"
              cat > /dev/null
            }
            {
              trap : HUP INT TERM
              SLIPWAY_JOB=$id $lead /bin/sh -c "$begin" slipway-job "$dir" "$$" "$own" "$@" < /dev/null
              code=$?
              exec > /dev/null 2>&1
              now
              printf 'code=%s\\nat=%s\\nup=%s\\n' "$code" "$at" "$up" > "$dir/ended.new"
              tries=0
              while [ ! -e "$dir/drained" ] && [ "$tries" -lt 30 ]; do nap; tries=$((tries + 1)); done
              mv "$dir/ended.new" "$dir/ended"
            } 2>&1 | copy
            rm -f "$dir/drained"
            """;

    /**
     * Says of jobs whether they run: lines of an id and alive, waiting, lost, or other (of an earlier run of the
     * container). Arguments: the folder of all jobs, the jobs.
     */
    static final String LOOK = COMMON + """
            root=$1
            shift
            for id in "$@"; do
              look "$root/$id"
              echo "$id $how"
            done
            """;

    /**
     * Interrupts a job: SIGINT to its process group, then SIGTERM and SIGKILL to all that it has started. Arguments:
     * the folder of all jobs, the job, how many seconds to wait after each of the three. Prints the last signal that
     * was sent, "none" where nothing runs, "left" where something survives even SIGKILL.
     */
    static final String STOP = COMMON + """
            dir=$1/$2 id=$2
            members() {
              record "$dir"
              instance
              ours=
              if [ -n "$r_main" ] && [ "$r_boot" = "$boot" ] && [ "$r_init" = "$init" ]; then
                ours=$r_main
                stat_of "$r_main" && [ "$began" != "$r_main_began" ] && ours=
              fi
              all= near=
              for place in /proc/[0-9]*; do
                pid=${place#/proc/}
                [ "$pid" != "$$" ] && [ "$pid" != 1 ] && stat_of "$pid" || continue
                case $state in Z|X) continue ;; esac
                if [ -n "$ours" ] && { [ "$group" = "$ours" ] || [ "$session" = "$ours" ]; }; then
                  all="$all $pid"
                  [ "$group" = "$ours" ] && near="$near $pid"
                  continue
                fi
                case "
            $({ tr '\\000' '\\n' < "$place/environ"; } 2>/dev/null)
            " in *"
            SLIPWAY_JOB=$id
            "*) all="$all $pid" ;; esac
              done
            }
            gone() {
              now
              end=$((${up%.*} + $1)) looks=0
              while :; do
                members
                [ -n "$all" ] || return 0
                looks=$((looks + 1))
                now
                # A look may take longer than the time there is, and miss what was started meanwhile.
                [ "${up%.*}" -lt "$end" ] || [ "$looks" -lt "$2" ] || return 1
                [ "$2" = 1 ] || kill -KILL $all 2>/dev/null
                nap
              done
            }
            members
            [ -n "$all" ] || { echo none; exit 0; }
            now
            printf 'at=%s\\n' "$at" > "$dir/stop.new" && mv "$dir/stop.new" "$dir/stop"
            kill -INT ${near:-$all} 2>/dev/null
            gone "$3" 1 && { echo INT; exit 0; }
            kill -TERM $all 2>/dev/null
            kill -CONT $all 2>/dev/null
            gone "$4" 1 && { echo TERM; exit 0; }
            gone "$5" 8 && { echo KILL; exit 0; }
            echo left
            """;

    /**
     * Prints the small files of all jobs, newest job first: a line of job, name and size, then the bytes. Argument:
     * the folder of all jobs.
     */
    static final String RECORDS = COMMON + """
            list=
            for one in "$1"/*; do job_folder "$one" && list="${one##*/} $list"; done
            for id in $list; do
              for name in asked started stop ended command; do
                file=$1/$id/$name
                [ -f "$file" ] && [ ! -h "$file" ] || continue
                size=$(($(wc -c < "$file")))
                [ "$size" -le 16384 ] || size=16384
                echo "$id $name $size"
                dd if="$file" bs="$((size > 0 ? size : 1))" count=1 2>/dev/null
              done
            done
            """;

    /** Prints the pieces of a job's output: lines of name and size. Arguments: the folder of all jobs, the job. */
    static final String PIECES = """
            for file in "$1/$2"/output "$1/$2"/output.*; do
              [ -f "$file" ] && [ ! -h "$file" ] && echo "${file##*/} $(($(wc -c < "$file")))"
            done
            exit 0
            """;

    /** Prints a part of a file: its path, the first byte (counted from 1), how many at most. */
    static final String READ = """
            [ -f "$1" ] && [ ! -h "$1" ] || exit 0
            tail -c "+$2" "$1" | head -c "$3"
            """;

    private JobScripts() {
    }
}
