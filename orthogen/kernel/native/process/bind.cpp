// Process. what a program says of the process that it has for itself: memory, cores.
#include <stdexcept>

#include "bind.h"
#include "parallel.h"
#if defined(__GLIBC__)
#include <malloc.h>
#endif

using namespace nanobind::literals;

namespace orthogen {
namespace {

#if defined(__GLIBC__)
constexpr int MAPPED_ALONE = 32 << 20;  // the most that the library takes
constexpr int GIVEN_BACK = 512 << 20;   // how much must be free at the end of the heap before any of it goes back

bool keep_freed() { return mallopt(M_MMAP_THRESHOLD, MAPPED_ALONE) == 1 && mallopt(M_TRIM_THRESHOLD, GIVEN_BACK) == 1; }
#else
bool keep_freed() { return false; }
#endif

void use_cores(std::size_t count) {
    if (count == 0) throw nb::value_error("a process needs a core");
    cores() = count;
}

}  // namespace

void bind_process(nb::module_& m) {
    m.def("keep_freed", &keep_freed);
    m.def("cores", [] { return cores().load(); });
    m.def("use_cores", &use_cores, "count"_a);
}

}  // namespace orthogen
