// Memory. a process -> what its arrays leave stays with it for the next ones.
#include <cstddef>

#include "bind.h"
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace orthogen {
namespace {

#if defined(__GLIBC__)
constexpr int MAPPED_ALONE = 32 << 20;  // the most that the library takes
constexpr int GIVEN_BACK = 512 << 20;   // how much must be free at the end of the heap before any of it goes back

bool keep_freed() { return mallopt(M_MMAP_THRESHOLD, MAPPED_ALONE) == 1 && mallopt(M_TRIM_THRESHOLD, GIVEN_BACK) == 1; }
#else
bool keep_freed() { return false; }
#endif

}  // namespace

void bind_memory(nb::module_& m) { m.def("keep_freed", &keep_freed); }

}  // namespace orthogen
