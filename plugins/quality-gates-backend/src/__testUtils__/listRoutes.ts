/** A route as Express keeps it. */
interface Layer {
  readonly regexp: RegExp;
  readonly route?: { readonly path: string; readonly methods: object };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** A method and a path such as `/runs/:id`; below which path it was mounted is part of it. */
export interface RegisteredRoute {
  readonly method: 'delete' | 'get' | 'patch' | 'post' | 'put';
  readonly path: string;
}

/**
 * Every route that an Express 4 router and the routers mounted in it answer, methods that a route refuses with
 * `all()` left out. Express offers no list, so its stack is read.
 */
export function listRoutes(router: unknown, below = ''): RegisteredRoute[] {
  const { stack = [] } = router as Layer['handle'];
  return stack.flatMap(({ route, regexp, handle }) => {
    if (route) {
      return Object.keys(route.methods)
        .filter(method => method !== '_all')
        .map(method => ({
          method: method as RegisteredRoute['method'],
          path: below + route.path,
        }));
    }
    return handle.stack ? listRoutes(handle, below + mountedAt(regexp)) : [];
  });
}

/** `/otlp` of `/^\/otlp\/?(?=\/|$)/i`, which is what Express makes of it. */
function mountedAt({ source }: RegExp): string {
  const [, path = ''] = /^\^((?:\\\/[\w-]+)+)\\\/\?\(\?=/.exec(source) ?? [];
  return path.replace(/\\\//g, '/');
}
