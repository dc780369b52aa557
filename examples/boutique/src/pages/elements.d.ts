import 'hono/jsx';

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      /** What Sillage defines in the browser. */
      'sillage-my-data': JSX.HTMLAttributes & { site: string; endpoint: string };
    }
  }
}
