// Normals. points and faces -> one unit normal a point, weighted by the angle of each face there (Thürmer 1998).

/** Return (3n) unit normals; weighting by angle does not depend on how a flat part is cut into triangles. */
export function vertexNormals(points, index) {
  const normals = new Float32Array(points.length);
  for (let f = 0; f < index.length; f += 3) addFace(points, normals, index[f], index[f + 1], index[f + 2]);
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i], normals[i + 1], normals[i + 2]) || 1;
    for (let k = 0; k < 3; k++) normals[i + k] /= length;
  }
  return normals;
}

function addFace(points, normals, a, b, c) {
  const side = (p, q) => [0, 1, 2].map((k) => points[3 * q + k] - points[3 * p + k]);
  const ab = side(a, b), ac = side(a, c), bc = side(b, c);
  const normal = cross(ab, ac), double = Math.hypot(...normal);
  if (double === 0) return;
  const angles = [angle(double, dot(ab, ac)), angle(double, -dot(ab, bc)), angle(double, dot(ac, bc))];
  [a, b, c].forEach((vertex, corner) => {
    for (let k = 0; k < 3; k++) normals[3 * vertex + k] += (normal[k] / double) * angles[corner];
  });
}

const angle = (sine, cosine) => Math.atan2(sine, cosine);

export const dot = (u, v) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];

export const cross = (u, v) => [
  u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0],
];
