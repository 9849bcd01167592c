// Bind. the words of a text, and rows in words -> Python.
#include "bind.h"
#include "words/numbers.h"
#include "words/written.h"

#include <nanobind/stl/array.h>
#include <nanobind/stl/string.h>

using namespace nanobind::literals;

namespace orthogen {
namespace {

nb::tuple numbers_in_py(nb::bytes text) {
    const char* letters = text.c_str();
    const std::size_t length = text.size();
    Numbers found = freely([&] { return numbers_in(letters, length); });
    const std::size_t count = found.odd.size();
    return nb::make_tuple(listed<double>(std::move(found.values)),
                          handed<std::int64_t>(std::move(found.odd), count, 3));
}

nb::tuple table_in_py(nb::bytes text, char mark) {
    const char* letters = text.c_str();
    const std::size_t length = text.size();
    Table found = freely([&] { return table_in(letters, length, mark); });
    const std::size_t count = found.cells.odd.size();
    return nb::make_tuple(listed<double>(std::move(found.cells.values)), listed<std::int64_t>(std::move(found.ends)),
                          listed<std::int64_t>(std::move(found.empty)),
                          handed<std::int64_t>(std::move(found.cells.odd), count, 3));
}

std::string rare_word(double number) {
    char* const word = PyOS_double_to_string(number, 'g', 9, 0, nullptr);
    if (word == nullptr) throw nb::python_error();
    std::string out(word);
    PyMem_Free(word);
    return out;
}

std::string points_written_py(const PointArray& points, const Around& around) {
    return written(points.data(), points.shape(0), around, rare_word);
}

std::string faces_written_py(const FaceArray& faces, const Around& around) {
    return freely([&] { return written(faces.data(), faces.shape(0), around); });
}

}  // namespace

void bind_words(nb::module_& m) {
    m.def("numbers_in", &numbers_in_py, "text"_a);
    m.def("table_in", &table_in_py, "text"_a, "mark"_a);
    m.def("points_written", &points_written_py, "points_mm"_a, "around"_a);
    m.def("faces_written", &faces_written_py, "faces"_a, "around"_a);
}

}  // namespace orthogen
