// Normals. points and faces -> one unit normal a point, weighted by the angle of each face there (Thürmer 1998).

/** Return (3n) unit normals; weighting by angle does not depend on how a flat part is cut into triangles. */
export function vertexNormals(points, index) {
  const normals = new Float32Array(points.length);
  for (let f = 0; f < index.length; f += 3) addFace(points, normals, 3 * index[f], 3 * index[f + 1], 3 * index[f + 2]);
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.sqrt(normals[i] ** 2 + normals[i + 1] ** 2 + normals[i + 2] ** 2) || 1;
    for (let k = 0; k < 3; k++) normals[i + k] /= length;
  }
  return normals;
}

/** Written out without small arrays, because it runs for every face while the page opens. */
function addFace(p, normals, a, b, c) {
  const ux = p[b] - p[a], uy = p[b + 1] - p[a + 1], uz = p[b + 2] - p[a + 2];
  const vx = p[c] - p[a], vy = p[c + 1] - p[a + 1], vz = p[c + 2] - p[a + 2];
  const x = uy * vz - uz * vy, y = uz * vx - ux * vz, z = ux * vy - uy * vx;
  const double = Math.sqrt(x * x + y * y + z * z);
  if (double === 0) return;
  const uu = ux * ux + uy * uy + uz * uz, vv = vx * vx + vy * vy + vz * vz, uv = ux * vx + uy * vy + uz * vz;
  const atA = Math.atan2(double, uv), atB = Math.atan2(double, uu - uv);
  add(normals, a, x, y, z, atA / double);
  add(normals, b, x, y, z, atB / double);
  add(normals, c, x, y, z, (Math.PI - atA - atB) / double);
}

function add(normals, i, x, y, z, weight) {
  normals[i] += x * weight;
  normals[i + 1] += y * weight;
  normals[i + 2] += z * weight;
}

export const dot = (u, v) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];

export const cross = (u, v) => [
  u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0],
];
