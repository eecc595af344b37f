/**
 * The columns of the screen, shared with its skeleton so that nothing moves when it arrives. 3.5 rem is the
 * top bar, 3.75 rem the bar at the lower edge of narrow screens.
 */
export const CREATE_COLUMNS = {
  grid: 'grid grid-cols-[minmax(0,1fr)] gap-8 md:grid-cols-[minmax(0,1fr)_20rem] lg:grid-cols-[15rem_minmax(0,1fr)_20rem] max-md:pb-20',
  photos: 'lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6.5rem)] lg:self-start lg:overflow-y-auto',
  shots: 'min-w-0 max-lg:md:col-start-1',
  options:
    'md:sticky md:top-20 md:flex md:max-h-[calc(100dvh-6.5rem)] md:flex-col md:self-start md:overflow-hidden md:rounded-card md:border md:border-line md:bg-surface max-lg:md:col-start-2 max-lg:md:row-span-2 max-lg:md:row-start-1',
  price:
    'max-md:fixed max-md:inset-x-0 max-md:bottom-[calc(3.75rem+env(safe-area-inset-bottom))] max-md:z-20 border-line border-t bg-wall px-4 py-3 md:bg-surface md:px-5 md:py-4',
}
