// Lints texts as if they were files of a package, with the package's own configuration, and prints the messages of
// each as JSON. A process of its own, because ESLint's accessibility rules do not load inside of jest.
//
// node lintTexts.cjs <package folder> '[{ "file": "src/a.ts", "code": "…" }]'
const { resolve } = require('node:path');
const { ESLint } = require('eslint');

async function main() {
  const [, , folder, texts] = process.argv;
  const eslint = new ESLint({ cwd: folder });
  const answers = [];
  for (const { file, code } of JSON.parse(texts)) {
    const filePath = resolve(folder, file);
    const [{ messages }] = await eslint.lintText(code, { filePath });
    answers.push(messages);
  }
  process.stdout.write(JSON.stringify(answers));
}

main();
