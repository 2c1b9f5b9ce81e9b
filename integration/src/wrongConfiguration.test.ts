import { createPortal } from './portal';

it.each([
  [
    { ingests: {} },
    /qualityGates\.ingests is not a known key, allowed are .*ingest, /,
  ],
  [
    { sources: { github: { type: 'githb' } } },
    /qualityGates\.sources\.github\.type: no source of type githb, known are .*github, /,
  ],
])(
  'the backend does not start with %j and says why',
  async (config, why) => {
    const portal = await createPortal({
      engine: { name: 'SQLite' },
      components: [],
      config,
    });
    try {
      await expect(portal.start()).rejects.toThrow(why);
    } finally {
      await portal.dispose();
    }
  },
  60_000,
);
