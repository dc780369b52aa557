const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': '1.6', 'stroke-linecap': 'round' } as const;

/** The shop's mark: a sail and its wake. */
export const WakeMark = () => (
  <svg class="mark" viewBox="0 0 40 40" width="34" height="34" aria-hidden="true">
    <path d="M19 5v20H7C9 16 13 9 19 5z" fill="currentColor" />
    <path d="M22 10c5 4 8 9 9 15h-9z" fill="currentColor" opacity=".55" />
    <path d="M4 31q5-5 10 0t10 0t12-1" {...stroke} stroke-width="2.2" />
  </svg>
);

export const SearchIcon = () => (
  <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
    <circle cx="10.5" cy="10.5" r="6.5" {...stroke} />
    <path d="M15.5 15.5L21 21" {...stroke} />
  </svg>
);

export const AccountIcon = () => (
  <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
    <circle cx="12" cy="8" r="4" {...stroke} />
    <path d="M4 21c1-5 4-7 8-7s7 2 8 7" {...stroke} />
  </svg>
);

export const CartIcon = () => (
  <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
    <path d="M5 8h14l1 13H4zM8.5 10.500V7a3.500 3.500 0 0 1 7 0v3.500" {...stroke} />
  </svg>
);
