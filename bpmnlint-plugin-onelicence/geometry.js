/** A box is `{ x, y, width, height }`, a point `{ x, y }`, in pixels of the diagram. `slack`: how many pixels may be shared. */
function overlaps (a, b, slack = 0) {
  return a.x + slack < b.x + b.width && b.x + slack < a.x + a.width && a.y + slack < b.y + b.height && b.y + slack < a.y + a.height
}

function contains (outer, inner) {
  return inner.x > outer.x && inner.y > outer.y && inner.x + inner.width < outer.x + outer.width && inner.y + inner.height < outer.y + outer.height
}

function centreOf ({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2 }
}

/** Within a pixel: the Modeler rounds where a flow is docked. */
function isOnBorder ({ x, y }, box) {
  const isWithin = x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1
  const sides = [x - box.x, x - box.x - box.width, y - box.y, y - box.y - box.height]
  return isWithin && sides.some((distance) => Math.abs(distance) <= 1)
}

function isOrthogonal (from, to) {
  return Math.abs(from.x - to.x) <= 1 || Math.abs(from.y - to.y) <= 1
}

/** The parts of a flow as boxes a pixel wide. */
function segmentsOf (points) {
  return points.slice(1).map((to, index) => {
    const from = points[index]
    return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.max(1, Math.abs(to.x - from.x)), height: Math.max(1, Math.abs(to.y - from.y)) }
  })
}

/** Whether a label covers a node; gateways are diamonds, a label may use the corners of their box. */
function covers (label, node, box) {
  if (!node.$type.endsWith('Gateway')) return overlaps(label, box, 2)
  const centre = centreOf(box)
  const x = Math.min(Math.max(centre.x, label.x), label.x + label.width)
  const y = Math.min(Math.max(centre.y, label.y), label.y + label.height)
  return Math.abs(x - centre.x) + Math.abs(y - centre.y) < box.width / 2
}

module.exports = { centreOf, contains, covers, isOnBorder, isOrthogonal, overlaps, segmentsOf }
