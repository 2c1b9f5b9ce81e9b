import { fireEvent, render, screen } from '@testing-library/react';
import { app } from './App';

describe('the portal', () => {
  const data = {
    app: { title: 'Acme portal', baseUrl: 'http://localhost' },
    backend: { baseUrl: 'http://localhost' },
    auth: {
      providers: {
        development: {
          users: [
            { userEntityRef: 'user:default/maya.lopez', title: 'Maya Lopez' },
            { userEntityRef: 'user:default/aiko.kim', title: 'Aiko Kim' },
          ],
        },
      },
    },
  };

  beforeEach(() => {
    jest.replaceProperty(process, 'env', {
      ...process.env,
      APP_CONFIG: [{ context: 'test', data }] as unknown as string,
    });
  });

  it('asks who one is before it shows anything, and keeps the answer', async () => {
    render(app.createRoot());
    expect(await screen.findByText('Sign in as')).toBeInTheDocument();
    expect(screen.getByText('Aiko Kim')).toBeInTheDocument();
    fireEvent.click(screen.getByText('Maya Lopez'));
    expect(localStorage.getItem('developmentSignIn.userEntityRef')).toBe(
      'user:default/maya.lopez',
    );
  });
});
