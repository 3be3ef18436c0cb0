"""Each rule refuses what it should and lets pass what is well."""

import unittest
from unittest import mock

import cpp_text
import tables
import tidy


def found(rule, files, executables=()):
    complaints = list(rule(tidy.Tree(files, set(executables))))
    return [(complaint.file, complaint.line) for complaint in complaints]


class Levels(unittest.TestCase):
    def test_a_room_includes_itself_and_the_rooms_below_it(self):
        self.assertEqual(found(tidy.levels, {"src/xml/a.cpp": '#include "xml/a.hpp"\n#include "core/money.hpp"\n'}), [])

    def test_a_room_does_not_include_a_neighbour(self):
        self.assertEqual(found(tidy.levels, {"src/payout/a.cpp": '\n#include "reconcile/match.hpp"\n'}),
                         [("src/payout/a.cpp", 2)])

    def test_the_ground_floor_includes_nothing_above_it(self):
        self.assertEqual(found(tidy.levels, {"src/core/a.hpp": '#include "settings/profile.hpp"\n'}),
                         [("src/core/a.hpp", 1)])

    def test_an_include_names_its_room(self):
        self.assertEqual(found(tidy.levels, {"src/core/a.cpp": '#include "a.hpp"\n'}), [("src/core/a.cpp", 1)])

    def test_an_unknown_room_is_refused(self):
        self.assertEqual(found(tidy.levels, {"src/utilities/a.cpp": ""}), [("src/utilities/a.cpp", 1)])

    def test_nothing_but_the_table_decides(self):
        with mock.patch.dict(tables.ROOMS, {"core": {"xml"}}):
            self.assertEqual(found(tidy.levels, {"src/core/a.cpp": '#include "xml/a.hpp"\n'}), [])

    def test_the_rooms_have_no_circle(self):
        for room, below in tables.ROOMS.items():
            for other in below:
                self.assertNotIn(room, tables.ROOMS[other], f"{room} and {other}")


class Homes(unittest.TestCase):
    def test_each_library_stays_in_its_room(self):
        for include, home, stranger in [("<openssl/evp.h>", "crypto", "seal"), ("<libxml/parser.h>", "xml", "seal"),
                                        ("<sqlite3.h>", "store", "payout"), ("<toml++/toml.h>", "settings", "cli"),
                                        ("<CLI/CLI.hpp>", "testbank", "report"),
                                        ("<spdlog/spdlog.h>", "cli", "testbank"),
                                        ("<date/tz.h>", "cli", "core"), ("<date/date.h>", "core", "report"),
                                        ("<expat.h>", "sheet", "xml"), ("<zlib.h>", "bytes", "sheet"),
                                        ("<iconv.h>", "bytes", "core")]:
            with self.subTest(include):
                self.assertEqual(found(tidy.homes, {f"src/{home}/a.cpp": f"#include {include}\n"}), [])
                self.assertEqual(found(tidy.homes, {f"src/{stranger}/a.cpp": f"#include {include}\n"}),
                                 [(f"src/{stranger}/a.cpp", 1)])

    def test_an_include_in_a_comment_is_no_include(self):
        self.assertEqual(found(tidy.homes, {"src/core/a.cpp": "// #include <sqlite3.h>\n"}), [])


class Banned(unittest.TestCase):
    def test_what_is_banned_everywhere(self):
        for code in ["double share = 0;", "float f;", "auto n = std::stod(text);", "std::stoll(text);", "atoi(text);",
                     "std::strtod(text, nullptr);", "system(command);", "popen(command, mode);", "gmtime(&when);",
                     "localtime_r(&when, &parts);", "sprintf(to, from);", "strcpy(to, from);", "auto* p = new Thing;",
                     "delete p;", "delete[] p;", "throw Error();", "#define LIMIT 3", "assert(true);",
                     "using namespace std;"]:
            with self.subTest(code):
                self.assertEqual(found(tidy.banned, {"src/cli/a.cpp": f"\n{code}\n"})[:1], [("src/cli/a.cpp", 2)])

    def test_what_only_the_command_line_may_do(self):
        for code in ["std::getenv(name);", "std::chrono::system_clock::now();", "std::random_device device;",
                     "time(nullptr);"]:
            with self.subTest(code):
                self.assertEqual(found(tidy.banned, {"src/cli/a.cpp": code}), [])
                self.assertEqual(found(tidy.banned, {"src/payout/a.cpp": code}), [("src/payout/a.cpp", 1)])

    def test_what_only_looks_like_it(self):
        for code in ["Thing(Thing const&) = delete;", "// a new double of the system(x)", 'print("delete double new");',
                     "auto const now = clock.now();", "auto const renew = newest(newline);", "static_assert(true);",
                     'R"sql(\ndelete from list;\n)sql";', "/* throw\n new */", "bool doubled = is_double_check;",
                     "auto const big = 1'000'000; // new", "snprintf(to, size, form);", "operation_system();",
                     "case '\"': return quote; // new"]:
            with self.subTest(code):
                self.assertEqual(found(tidy.banned, {"src/payout/a.cpp": code}), [])


class Lengths(unittest.TestCase):
    def test_a_file_of_the_limit_is_well_and_one_line_more_is_not(self):
        self.assertEqual(found(tidy.file_length, {"src/core/a.cpp": "\n" * 400}), [])
        self.assertEqual(found(tidy.file_length, {"src/core/a.cpp": "\n" * 401}), [("src/core/a.cpp", 401)])

    def test_scripts_are_code_and_data_is_not(self):
        self.assertEqual(found(tidy.file_length, {"samples/run": "#!/bin/sh\n" + "\n" * 400}), [("samples/run", 401)])
        self.assertEqual(found(tidy.file_length, {"formats/codes/iso.tsv": "\n" * 5000}), [])

    def test_a_function_of_the_limit_is_well_and_one_line_more_is_not(self):
        def source(line_count):
            return "namespace a {\n\nint f(int x) {\n" + "    g();\n" * (line_count - 2) + "}\n\n}  // namespace a\n"

        self.assertEqual(found(tidy.function_length, {"src/core/a.cpp": source(60)}), [])
        self.assertEqual(found(tidy.function_length, {"src/core/a.cpp": source(61)}), [("src/core/a.cpp", 3)])


class Functions(unittest.TestCase):
    def names(self, text):
        return [(function.name, function.line, function.line_count) for function in cpp_text.functions(text)]

    def test_members_and_free_functions_are_found(self):
        text = ("class A {\npublic:\n    int f() const {\n        return 1;\n    }\n    int n_ = 0;\n};\n\n"
                "int A::g() { return 2; }\n")
        self.assertEqual(self.names(text), [("f", 3, 3), ("A::g", 9, 1)])

    def test_a_constructor_ends_after_its_body(self):
        text = "A::A(int x)\n    : a_{x}, b_(x), c_{x} {\n    if (x) {\n        f();\n    }\n}\nint g() { return 1; }\n"
        self.assertEqual(self.names(text), [("A::A", 1, 6), ("g", 7, 1)])

    def test_tables_and_types_are_no_functions(self):
        text = ("constexpr Row rows[] = {\n    {f(1), 2},\n};\nenum class E { a, b };\nstruct S { int a{0}; };\n"
                "int h(int a = 1) {\n}\n")
        self.assertEqual(self.names(text), [("h", 6, 2)])

    def test_braces_in_texts_and_comments_do_not_count(self):
        text = "void f() {\n    g(\"{\");  // {\n    h('{');\n    k(R\"(}})\");\n}\nvoid z() {}\n"
        self.assertEqual(self.names(text), [("f", 1, 5), ("z", 6, 1)])

    def test_operators_are_functions(self):
        self.assertEqual(self.names("bool operator==(A const& a, A const& b) {\n    return true;\n}\n"),
                         [("operator==", 1, 3)])


class Files(unittest.TestCase):
    def test_a_source_has_a_test_of_its_name(self):
        self.assertEqual(found(tidy.tested, {"src/core/a.cpp": "", "tests/core/a.cpp": ""}), [])
        self.assertEqual(found(tidy.tested, {"src/core/a.cpp": "", "tests/xml/a.cpp": ""}), [("src/core/a.cpp", 1)])

    def test_a_main_and_a_header_need_none(self):
        self.assertEqual(found(tidy.tested, {"src/cli/main.cpp": "", "src/core/a.hpp": ""}), [])

    def test_a_header_is_read_once(self):
        headers = {"src/core/a.hpp": "#pragma once\n", "src/core/b.hpp": "int f();\n"}
        self.assertEqual(found(tidy.include_guard, headers), [("src/core/b.hpp", 1)])

    def test_nothing_unfinished_stays(self):
        for word in ["TO" + "DO", "FIX" + "ME", "place" + "holder"]:
            self.assertEqual(found(tidy.unfinished, {"docs/a.md": f"well\n{word}: later\n"}), [("docs/a.md", 2)])
        self.assertEqual(found(tidy.unfinished, {"docs/a.md": "method todos\n"}), [])

    def test_no_machine_is_named(self):
        for path in ["/" + "work/main", "see /root/x", "/tmp/bash_jobs", "/home/ann/x"]:
            self.assertEqual(found(tidy.machine_paths, {"docs/a.md": path}), [("docs/a.md", 1)])
        self.assertEqual(found(tidy.machine_paths, {"docs/a.md": "src/" + "work/a, ../" + "work/b, <x>/root/y, /tmp/x"}), [])

    def test_a_script_answers_help(self):
        well = "#!/bin/sh\n# usage: x [--help]\n"
        scripts = {"a": well, "b": "#!/bin/sh\n", "c": "#!/bin/sh\n"}
        self.assertEqual(found(tidy.scripts_explain_themselves, scripts, ["a", "b"]), [("b", 1)])

    def test_both_catalogues_have_the_same_keys(self):
        same = {"formats/texts/en.toml": '[a]\nb = "x"\n', "formats/texts/zh.toml": 'a.b = "y"\n'}
        self.assertEqual(found(tidy.texts, same), [])
        self.assertEqual(found(tidy.texts, {**same, "formats/texts/zh.toml": 'a.c = "y"\na.b = ""\n'}),
                         [("formats/texts/en.toml", 1), ("formats/texts/zh.toml", 1)])

    def test_an_exception_ends_with_its_cause(self):
        with mock.patch.dict(tables.TESTED_ELSEWHERE, {"src/core/gone.cpp": "reason"}, clear=True):
            self.assertEqual(found(tidy.stale_exceptions, {}), [("tests/tidy/tables.py", 1)])

    def test_every_exception_has_a_reason(self):
        for table in (tables.TESTED_ELSEWHERE, tables.LONG_FUNCTIONS, tables.OTHER_MEANING):
            for what, reason in table.items():
                self.assertGreater(len(reason), 20, what)

    def test_every_rule_has_a_reason(self):
        for rule in tidy.RULES:
            self.assertTrue(rule.__doc__, rule.__name__)

    def test_a_complaint_names_place_rule_and_remedy(self):
        complaint = next(tidy.homes(tidy.Tree({"src/core/a.cpp": "\n#include <sqlite3.h>\n"})))
        self.assertEqual(str(complaint), "src/core/a.cpp:2: homes: <sqlite3.h>: lives in src/store only")


if __name__ == "__main__":
    unittest.main()
