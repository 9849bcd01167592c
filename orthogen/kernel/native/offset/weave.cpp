#include "offset/weave.h"

#include <algorithm>

#include "offset/cut.h"
#include "offset/guard.h"
#include "parallel.h"

namespace orthogen {
namespace {

constexpr int TURNS = 16;  // of parting faces that meet
constexpr int LAST = 10;   // the first of them in which vertices leave the surface

class Loom {
  public:
    Loom(Surface& surface, int threads)
        : surface_(surface), threads_(threads), centres_(surface.field().lattice), start_(surface.block_count() + 1, 0),
          changed_(surface.block_count(), 1) {
        for (std::size_t b = 0; b < surface.block_count(); ++b) start_[b + 1] = start_[b] + 2 * surface.quad_count(b);
    }

    Woven weave() {
        round_all();
        woven_.faces.reserve(start_.back() + start_.back() / 64);
        woven_.faces.resize(start_.back());
        split_bent(cut_changed());
        for (int turn = 0; turn < TURNS; ++turn) {
            const std::vector<Quad> found = clashing(surface_, centres_, open_, threads_);
            woven_.meets = !found.empty();
            if (!woven_.meets) break;
            open_ = found;  // all others have been tested, and stay as they are
            part(found, turn);
            make_unique(open_);
        }
        cut_changed();
        for (const Quad& quad : split_) {
            const Triangles all = triangles(quad, cut(surface_, centres_, quad));
            woven_.faces.insert(woven_.faces.end(), all.begin() + 2, all.end());
        }
        return std::move(woven_);
    }

  private:
    // A place as the floats of a file hold it.
    Vec3 rounded(Vec3 at) const {
        const Vec3 centre = surface_.field().tree.centre();
        return in_floats(at + centre) - centre;
    }

    void round_all() {
        in_parallel(threads_, surface_.vertices().size(), 1 << 13, [&](std::size_t first, std::size_t last) {
            for (std::size_t v = first; v < last; ++v) surface_.vertices()[v].at = rounded(surface_.vertices()[v].at);
        });
    }

    // Writes the first two triangles of the quads of all blocks that have changed; returns the bent quads.
    std::vector<Quad> cut_changed() {
        std::vector<std::vector<Quad>> uncertain(surface_.block_count()), bent(surface_.block_count());
        in_parallel(threads_, surface_.block_count(), 16, [&](std::size_t first, std::size_t last) {
            for (std::size_t b = first; b < last; ++b) {
                if (!changed_[b]) continue;
                changed_[b] = 0;
                Face* face = woven_.faces.data() + start_[b];
                surface_.quads(b, [&](const Quad& quad) {
                    const Cutting made = cut(surface_, centres_, quad);
                    const Triangles all = triangles(quad, made);
                    *face++ = all.face[0], *face++ = all.face[1];
                    if (!made.certain) uncertain[b].push_back(quad);
                    if (made.bent) bent[b].push_back(quad);
                });
            }
        });
        std::vector<Quad> found;
        for (std::size_t b = 0; b < surface_.block_count(); ++b) {
            open_.insert(open_.end(), uncertain[b].begin(), uncertain[b].end());
            found.insert(found.end(), bent[b].begin(), bent[b].end());
        }
        return found;
    }

    void split_bent(const std::vector<Quad>& bent) {
        std::vector<Vec3> at(bent.size());
        in_parallel(threads_, bent.size(), 64, [&](std::size_t first, std::size_t last) {
            for (std::size_t n = first; n < last; ++n) at[n] = middle(bent[n]);
        });
        for (std::size_t n = 0; n < bent.size(); ++n) split(bent[n], at[n]);
    }

    // Where the surface crosses the lattice edge of a quad.
    Vec3 middle(const Quad& quad) const {
        Placer placer(surface_.field(), surface_.block(surface_.block_with(quad.edge)));
        placer.look_at(quad.edge);
        return rounded(placer.on_edge(quad.edge, quad.axis));
    }

    void split(const Quad& quad, Vec3 at) {
        if (centres_.find(quad) >= 0) return;
        centres_.add(quad, static_cast<std::int32_t>(surface_.vertices().size()));
        Vertex centre{};
        centre.at = at;
        surface_.vertices().push_back(centre);
        surface_.vertices()[quad.vertex[0]].split = true;
        split_.push_back(quad);
        changed_[surface_.block_with(quad.edge)] = 1;
        open_.push_back(quad);
    }

    // Changes what meets something: quads first, then vertices that stand outside their cells, then all of them.
    void part(const std::vector<Quad>& found, int turn) {
        std::vector<std::int32_t> vertices;
        for (const Quad& quad : found) {
            const auto strays = [&](std::int32_t v) { return stray(surface_.vertices()[v]); };
            if (turn > 0 || std::none_of(quad.vertex.begin(), quad.vertex.end(), strays)) split(quad, middle(quad));
            vertices.insert(vertices.end(), quad.vertex.begin(), quad.vertex.end());
        }
        std::sort(vertices.begin(), vertices.end());
        vertices.erase(std::unique(vertices.begin(), vertices.end()), vertices.end());
        for (const std::int32_t v : vertices) {
            if (!give_way(v, turn)) continue;
            surface_.vertices()[v].at = rounded(surface_.vertices()[v].at);
            const Cell at = surface_.cell_of(v);
            surface_.quads_near(at, {at.i + 1, at.j + 1, at.k + 1}, [&](const Quad& quad) {
                open_.push_back(quad);
                changed_[surface_.block_with(quad.edge)] = 1;
            });
        }
    }

    static bool stray(const Vertex& vertex) { return vertex.crease && vertex.loose; }

    // Moves a vertex, along the surface as long as that may help; false if it stays.
    bool give_way(std::int32_t number, int turn) {
        Vertex& vertex = surface_.vertices()[number];
        if (turn >= LAST) {
            ++woven_.moved;
            vertex.crease = vertex.loose = false;
            vertex.at = surface_.safe_place(number);
            return true;
        }
        const bool free = turn >= 4 || (turn >= 2 && vertex.shared) || (turn >= 1 && vertex.loose);
        if (!free && !stray(vertex)) return false;
        Placer placer(surface_.field(), surface_.block(surface_.block_of(number)));
        placer.look_at(surface_.cell_of(number));
        const Loop loop = surface_.loop_of(number);
        if (free) return placer.put_inside(vertex, loop, std::max(0, turn - 2)), true;
        vertex.crease = vertex.loose = false;
        const Vec3 above = static_cast<Vec3>(vertex.normal) * (0.5 * surface_.field().lattice.step);
        return placer.settle(vertex, loop, surface_.safe_place(number) + above), true;
    }

    Surface& surface_;
    int threads_;
    Centres centres_;
    std::vector<std::size_t> start_;  // of the faces of each block
    std::vector<char> changed_;       // blocks
    std::vector<Quad> open_;          // quads that may meet others
    std::vector<Quad> split_;
    Woven woven_;
};

}  // namespace

Woven weave(Surface& surface, int threads) { return Loom(surface, threads).weave(); }

}  // namespace orthogen
