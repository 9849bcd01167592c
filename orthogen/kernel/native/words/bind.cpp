// Bind. the words of a text -> Python.
#include "bind.h"
#include "words/numbers.h"

using namespace nanobind::literals;

namespace orthogen {
namespace {

nb::tuple numbers_in_py(nb::bytes text) {
    Numbers found;
    {
        const char* letters = text.c_str();
        const std::size_t length = text.size();
        nb::gil_scoped_release free;
        found = numbers_in(letters, length);
    }
    const std::size_t count = found.odd.size();
    return nb::make_tuple(listed<double>(std::move(found.values)),
                          handed<std::int64_t>(std::move(found.odd), count, 3));
}

nb::tuple table_in_py(nb::bytes text, char mark) {
    Table found;
    {
        const char* letters = text.c_str();
        const std::size_t length = text.size();
        nb::gil_scoped_release free;
        found = table_in(letters, length, mark);
    }
    const std::size_t count = found.cells.odd.size();
    return nb::make_tuple(listed<double>(std::move(found.cells.values)), listed<std::int64_t>(std::move(found.ends)),
                          listed<std::int64_t>(std::move(found.empty)),
                          handed<std::int64_t>(std::move(found.cells.odd), count, 3));
}

}  // namespace

void bind_words(nb::module_& m) {
    m.def("numbers_in", &numbers_in_py, "text"_a);
    m.def("table_in", &table_in_py, "text"_a, "mark"_a);
}

}  // namespace orthogen
