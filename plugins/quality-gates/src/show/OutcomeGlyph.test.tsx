import { render, screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/test-utils';
import { GLYPH_SHAPES, type GlyphName } from './glyphShapes';
import { OutcomeGlyph } from './OutcomeGlyph';
import type { Tokens } from './tokens';

const names = Object.keys(GLYPH_SHAPES) as GlyphName[];
const oneColour = new Proxy({}, { get: () => '#000' }) as Tokens;

it('has another shape for every outcome, also in one colour; only "Yes" looks like a pass', () => {
  const apart = names.filter(name => name !== 'allow');
  const shapes = apart.map(name => {
    const { container, unmount } = render(
      <svg>{GLYPH_SHAPES[name](oneColour)}</svg>,
    );
    const { innerHTML } = container;
    unmount();
    return innerHTML;
  });
  expect(new Set(shapes).size).toBe(apart.length);
});

it('says its word when it stands alone, and nothing beside one', async () => {
  const { rerender } = await renderInTestApp(<OutcomeGlyph name="fail" />);
  expect(screen.getByRole('img', { name: 'Fail' })).toBeInTheDocument();
  rerender(<OutcomeGlyph name="fail" decorative />);
  expect(screen.queryByRole('img')).toBeNull();
});
