// Where within an element a click was, as fractions of its width and height.
export function fraction(element, x, y) {
  const box = element.getBoundingClientRect();
  return [(x - box.left) / box.width, (y - box.top) / box.height];
}
