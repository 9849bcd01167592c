// Bind. a bed of springs -> Python.
#include "bind.h"
#include "springs/bed.h"

using namespace nanobind::literals;

namespace orthogen {
namespace {

nb::tuple bed_pressed_py(NumberArray gap, NumberArray give, NumberArray soft, NumberArray depth, NumberArray stiff,
                         double shoe, FieldArray rows, NumberArray motion, NumberArray start) {
    const std::size_t count = gap.size(), modes = motion.size();
    for (const NumberArray* each : {&give, &soft, &depth, &stiff, &start})
        if (each->size() != count) throw nb::value_error("the springs differ in number");
    if (rows.shape(0) != modes || rows.shape(1) != count) throw nb::value_error("rows are not modes × cells");
    Pressed found = freely([&] {
        return pressed({gap.data(), give.data(), soft.data(), depth.data(), stiff.data(), shoe, count}, rows.data(),
                       motion.data(), modes, start.data());
    });
    return nb::make_tuple(listed<double>(std::move(found.pressure)), listed<double>(std::move(found.w)),
                          listed<double>(std::move(found.sums)),
                          handed<double>(std::move(found.stiffness), modes, modes));
}

}  // namespace

void bind_springs(nb::module_& m) {
    m.def("bed_pressed", &bed_pressed_py, "gap"_a, "give"_a, "soft"_a, "depth"_a, "stiff"_a, "shoe"_a, "rows"_a,
          "motion"_a, "start"_a);
}

}  // namespace orthogen
