#!/bin/sh
# Runs the benchmarks: installer/bench/run.sh [JMH's own options and name patterns]
#   installer/bench/run.sh                     all of them, as in README.md
#   installer/bench/run.sh -f 5 Verdict        five forks, only those of verdicts
# OFFLINE=1 keeps Maven off the network.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
mkdir -p app/target
mvn ${OFFLINE:+-o} -q -pl app test-compile dependency:build-classpath -DincludeScope=test \
    -Dmdep.outputFile="$here/app/target/bench-classpath.txt"
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
case $("$java" -version 2>&1 | head -n 1) in
    *'"'2[5-9]* | *'"'[3-9][0-9]*) ;;
    *)
        echo "run.sh: needs Java 25 or newer; set JAVA_HOME to it" >&2
        exit 3
        ;;
esac
# The heap and the collector are those of the program.
exec "$java" -cp "app/target/test-classes:app/target/classes:$(cat app/target/bench-classpath.txt)" \
    org.openjdk.jmh.Main -jvmArgs "-Xmx384m -XX:+UseSerialGC" -f 1 -wi 3 -w 1s -i 5 -r 1s "$@"
