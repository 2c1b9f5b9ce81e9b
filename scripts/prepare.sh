# Sourced by ./start and ./test. Sets `root` and `node` (a Node.js that Backstage supports, also first on PATH) and
# installs the packages when the lock file or a package.json changed since the last time.
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
if ! command -v node >/dev/null || ! command -v npx >/dev/null; then
  echo "Node.js (18 or newer) with npm is needed: https://nodejs.org/en/download" >&2
  exit 1
fi

case "$(node -p 'process.versions.node.split(".")[0]')" in
  22 | 24) node="$(node -p process.execPath)" ;;
  *) node="$(npx --yes --loglevel=error -p node@24 node -p process.execPath)" ;;
esac
PATH="$(dirname "$node"):$root/node_modules/.bin:$PATH"
export PATH

stamp="$root/node_modules/.installed"
wanted="$("$node" -e '
  const { createHash } = require("node:crypto");
  const { readFileSync, readdirSync, existsSync } = require("node:fs");
  const [root] = process.argv.slice(1);
  const { workspaces } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
  const folders = workspaces.packages.flatMap(pattern => pattern.endsWith("/*")
    ? readdirSync(`${root}/${pattern.slice(0, -2)}`).sort().map(name => pattern.slice(0, -1) + name)
    : [pattern]);
  const files = ["yarn.lock", "package.json", ...folders.map(folder => `${folder}/package.json`)];
  const hash = createHash("sha256").update(process.version.split(".")[0]);
  for (const file of files) if (existsSync(`${root}/${file}`)) hash.update(readFileSync(`${root}/${file}`));
  console.log(hash.digest("hex"));
' "$root")"
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  echo "Installing packages …"
  "$root/yarnw" install --immutable >&2 || {
    echo "The packages could not be installed; the reason stands above." >&2
    exit 1
  }
  echo "$wanted" >"$stamp"
fi
