#!/bin/sh
# Builds the stand-ins for NVIDIA's NVML library that the tests tagged "nvml" load, one folder for each kind of driver.
# Usage: test-nvml-stub.sh OUTDIR   (then run the tests with -Dslipway.test.nvml=OUTDIR)
set -eu

if [ $# -ne 1 ]; then
    echo "usage: $0 OUTDIR" >&2
    exit 2
fi
out=$1
source=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)/app/src/test/native/nvml_stub.c
compiler=${CC:-cc}
if ! command -v "$compiler" > /dev/null; then
    echo "The NVML tests need a C compiler; on Debian and Ubuntu: apt-get install gcc libc6-dev" >&2
    exit 3
fi

build() {
    folder=$out/$1
    shift
    mkdir -p "$folder"
    "$compiler" -std=gnu11 -Wall -Wextra -Wno-format-truncation -O1 -fPIC -shared -Wl,-soname,libnvidia-ml.so.1 "$@" \
        -o "$folder/libnvidia-ml.so.1" "$source" -ldl
}

build new
build v2 -DV2
build protected -DPROTECTED
build old -DOLD
build bare -DBARE
mkdir -p "$out/broken" "$out/other"
echo "not a library" > "$out/broken/libnvidia-ml.so.1"
echo "int something_else(void) { return 0; }" |
    "$compiler" -shared -fPIC -o "$out/other/libnvidia-ml.so.1" -x c -
echo "NVML stand-ins in $out"
