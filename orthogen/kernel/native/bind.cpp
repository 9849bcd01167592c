// Bind. the kernel's topics -> the Python module orthogen.kernel._native.
#include "bind.h"

NB_MODULE(_native, m) {
    m.doc() = "Native. arrays -> arrays: what is too slow for numpy.";
    orthogen::bind_offset(m);
    orthogen::bind_mesh(m);
    orthogen::bind_fields(m);
    orthogen::bind_process(m);
    orthogen::bind_surface(m);
    orthogen::bind_points(m);
    orthogen::bind_plan(m);
    orthogen::bind_springs(m);
    orthogen::bind_words(m);
}
