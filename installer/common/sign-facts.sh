#!/bin/sh
# Signs a set of facts, so that "slipway facts --load" takes it without a question: writes FILE.sig beside FILE.
#   sign-facts.sh new-key KEY      makes KEY.pem (public: goes into facts-keys/ beside the settings) and KEY.secret.pem
#   sign-facts.sh sign KEY FILE
set -eu
case "${1:-}" in
new-key)
    umask 077
    openssl genpkey -algorithm ed25519 -out "$2.secret.pem"
    openssl pkey -in "$2.secret.pem" -pubout -out "$2.pem"
    ;;
sign)
    openssl pkeyutl -sign -rawin -inkey "$2.secret.pem" -in "$3" -out "$3.sig"
    ;;
*)
    sed -n '2,4p' "$0" >&2
    exit 2
    ;;
esac
