#!/usr/bin/env bash
# SHA256SUMS of the packages in a folder, signed where the maker has a key.
#
#   installer/common/checksums.sh [FOLDER]          installer/target when not given
#   SLIPWAY_GPG_KEY=ID ...                          also SHA256SUMS.asc, made by gpg with that key
#   SLIPWAY_SIGN_KEY=KEY.secret.pem ...             also SHA256SUMS.sig, with the Ed25519 key that signs releases and facts
#
# Check with: sha256sum --check SHA256SUMS. No key is kept in this project.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "${1:-$here/installer/target}"
LC_ALL=C
shopt -s nullglob
files=(slipway[-_]*.deb slipway-*.rpm slipway-*.tar.gz slipway-*-aot-notes.tar.xz [Ss]lipway-*.msi [Ss]lipway-*.dmg)
[ ${#files[@]} -gt 0 ] || { echo "checksums: there are no packages in $PWD" >&2; exit 3; }
rm -f SHA256SUMS SHA256SUMS.asc SHA256SUMS.sig
if command -v sha256sum >/dev/null 2>&1; then sha256sum "${files[@]}"; else shasum -a 256 "${files[@]}"; fi >SHA256SUMS
if [ -n "${SLIPWAY_GPG_KEY:-}" ]; then
  gpg --batch --yes --local-user "$SLIPWAY_GPG_KEY" --armor --detach-sign --output SHA256SUMS.asc SHA256SUMS
fi
if [ -n "${SLIPWAY_SIGN_KEY:-}" ]; then
  openssl pkeyutl -sign -rawin -inkey "$SLIPWAY_SIGN_KEY" -in SHA256SUMS -out SHA256SUMS.sig
fi
