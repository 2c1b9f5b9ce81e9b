import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Extensions load lazily, and the first load of a test file compiles what they bring.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

// jsdom has no layout: charts that measure their box never draw, their tables do.
global.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
