#!/bin/sh
# Runs the benchmarks: installer/bench/run.sh [JMH's own options and name patterns]
#   installer/bench/run.sh                     all of them, as in README.md
#   installer/bench/run.sh -f 5 Verdict        five forks, only those of verdicts
# OFFLINE=1 keeps Maven off the network. SLIPWAY_JDK or JAVA_HOME names the JDK; without, or where that one is too
# old, the script looks where JDKs lie, as from-source.sh does.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
oldest_jdk=25

jdk_version() { "$1/bin/javac" -version 2>/dev/null | sed -n 's/^javac \([0-9]*\).*/\1/p'; }

find_jdk() {
    for home in "${SLIPWAY_JDK:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$here"/installer/target/jdk/*; do
        [ -x "$home/bin/javac" ] || continue
        version=$(jdk_version "$home")
        if [ -n "$version" ] && [ "$version" -ge "$oldest_jdk" ]; then
            printf '%s' "$home"
            return
        fi
    done
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
    echo "run.sh: needs a JDK $oldest_jdk or newer; set JAVA_HOME to it" >&2
    exit 3
fi
export JAVA_HOME

# JMH refuses an option that is given twice, so ours give way to the caller's ("-i 10" or "-i10").
given=" "
for word in "$@"; do
    for option in -f -wi -w -i -r -jvmArgs; do
        case ${word#"$option"} in
            "$word") ;;
            "" | [0-9]*) given="$given$option " ;;
        esac
    done
done
ours() {
    case $given in
        *" $1 "*) ;;
        *) printf '%s %s ' "$1" "$2" ;;
    esac
}

mkdir -p app/target
mvn ${OFFLINE:+-o} -q -pl app test-compile dependency:build-classpath -DincludeScope=test \
    -Dmdep.outputFile="$here/app/target/bench-classpath.txt"
# Each of our options is two words.
# shellcheck disable=SC2046
set -- $(ours -f 1) $(ours -wi 3) $(ours -w 1s) $(ours -i 5) $(ours -r 1s) "$@"
# The heap and the collector are those of the program.
case $given in
    *" -jvmArgs "*) ;;
    *) set -- -jvmArgs "-Xmx384m -XX:+UseSerialGC" "$@" ;;
esac
exec "$JAVA_HOME/bin/java" -cp "app/target/test-classes:app/target/classes:$(cat app/target/bench-classpath.txt)" \
    org.openjdk.jmh.Main "$@"
