/** An arrow from a file to one it imports. */
type Arrow = { file: string; from: string };

/**
 * The circles among these arrows: each group of files that all reach one another, sorted, and a file that imports itself as a
 * group of one. Tarjan's algorithm for strongly connected components (1972).
 */
export function circlesIn(arrows: Arrow[]): string[][] {
  const next = Map.groupBy(arrows, ({ file }) => file);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];

  function visit(file: string): number {
    const at = order.size;
    order.set(file, at);
    open.push(file);
    let low = at;
    for (const { from } of next.get(file) ?? []) {
      if (!order.has(from)) low = Math.min(low, visit(from));
      else if (open.includes(from)) low = Math.min(low, lowest.get(from) ?? order.get(from) ?? at);
    }
    lowest.set(file, low);
    if (low === at) close(file);
    return low;
  }

  function close(file: string): void {
    const group = open.splice(open.indexOf(file)).sort();
    const importsItself = next.get(file)?.some(({ from }) => from === file);
    if (group.length > 1 || importsItself) circles.push(group);
  }

  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return circles.sort();
}
