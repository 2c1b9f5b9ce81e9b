import { readOptions } from './readOptions';

const places = { cwd: '/home/somebody', root: '/repo' };

describe('readOptions', () => {
  it('starts with history, on port 7007, with SQLite below the repository', () => {
    expect(readOptions([], places)).toEqual({
      history: true,
      port: 7007,
      configFiles: [],
      dataDir: '/repo/.data/example',
      databaseUrl: undefined,
      frontend: true,
    });
  });

  it('keeps an empty portal apart from the example one', () => {
    const options = readOptions(['--empty'], places);
    expect(options).toMatchObject({
      history: false,
      dataDir: '/repo/.data/empty',
    });
  });

  it('takes several configuration files, relative to where it was called', () => {
    const args = ['--config', 'a.yaml', '--config', '/etc/b.yaml'];
    expect(readOptions(args, places).configFiles).toEqual([
      '/home/somebody/a.yaml',
      '/etc/b.yaml',
    ]);
  });

  it('takes a folder, a database and a port', () => {
    const args = [
      '--data',
      'd',
      '--database',
      'postgres://h/db',
      '--port',
      '1',
    ];
    expect(readOptions([...args, '--no-frontend'], places)).toMatchObject({
      dataDir: '/home/somebody/d',
      databaseUrl: 'postgres://h/db',
      port: 1,
      frontend: false,
    });
  });

  it.each([
    [['--frob'], /Unknown option '--frob'[^]*Usage: \.\/start/],
    [['--port', 'abc'], '--port must be 1 to 65535, not "abc"'],
    [['--port', '70000'], '--port must be 1 to 65535'],
    [['--database', 'mysql://h'], '--database must begin with postgres://'],
    [['extra'], /Usage: \.\/start/],
  ])('refuses %j and says what is allowed', (args, message) => {
    expect(() => readOptions(args, places)).toThrow(message);
  });
});
