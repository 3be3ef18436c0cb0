/// The inner pieces by themselves, timed by Google Benchmark: how a value is judged by its scheme, digested under a
/// key, and how a document is read and made canonical.
///
/// usage: pieces [options of Google Benchmark]

#include <functional>

#include <benchmark/benchmark.h>

#include "core/check_value.hpp"
#include "crypto/digest.hpp"
#include "settings/check_tables.hpp"
#include "xml/canonical.hpp"
#include "xml/reader.hpp"

namespace {

using namespace almoner;

/// A message of so many transfers; white space between them as banks write it.
std::string document() {
    constexpr auto transfers = 1000;
    std::string text = R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>)";
    for (auto number = 0; number < transfers; ++number) {
        text += "\n<CdtTrfTxInf><PmtId><EndToEndId>SP0001" + std::to_string(1'000'000'000 + number) +
                "</EndToEndId></PmtId><Amt><InstdAmt "
                "Ccy=\"CNY\">500.00</InstdAmt></Amt><Cdtr><Nm>赵一</Nm></Cdtr><CdtrAcct>"
                "<Id><Othr><Id>6222020000000000017</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>";
    }
    return text + "\n</CstmrCdtTrfInitn></Document>\n";
}

class Nowhere final : public ByteSink {
public:
    Status write(std::string_view bytes) override {
        benchmark::DoNotOptimize(bytes.data());
        return {};
    }
};

class Nobody final : public xml::Handler {
public:
    Status start(xml::Element const& /*element*/) override { return {}; }
    Status end(xml::Element const& /*element*/) override { return {}; }
    Status text(std::string_view /*text*/) override { return {}; }
};

void judge(benchmark::State& state, std::string const& scheme, std::string const& value, CheckTables const& tables) {
    auto* const rule = value_rule(scheme, tables);
    check(rule != nullptr, "the scheme is known");
    auto const today = Day{};
    for (auto _ : state) {
        benchmark::DoNotOptimize(rule({scheme, value, tables, today}));
    }
    state.SetItemsProcessed(state.iterations());
}

void digest_under_key(benchmark::State& state) {
    auto const digest = crypto::KeyedDigest::with_key("the key of a store");
    check(static_cast<bool>(digest), "a key is a key");
    for (auto _ : state) {
        benchmark::DoNotOptimize(digest->of("11010519491231002X"));
    }
    state.SetItemsProcessed(state.iterations());
}

/// Reads the document to a handler that `make` makes for each pass.
void read(benchmark::State& state, auto const& make) {
    auto const text = document();
    for (auto _ : state) {
        auto handler = make();
        xml::Reader reader(handler, "pieces.xml");
        auto const fed = reader.feed(text);
        check(fed && reader.finish(), "the document is one");
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

}  // namespace

int main(int argc, char** argv) {
    auto const tables = settings::load_check_tables(ALMONER_SOURCE "/formats");
    check(static_cast<bool>(tables), "formats/ lies beside the source");
    for (auto const& [scheme, value] :
         std::initializer_list<std::pair<char const*, char const*>>{{"iban", "DE89370400440532013000"},
                                                                    {"cn_resident_id", "11010519491231002X"},
                                                                    {"cn_uscc", "91350100M000100Y43"},
                                                                    {"card_luhn", "6222020000000000017"}}) {
        benchmark::RegisterBenchmark((std::string("judge ") + scheme).c_str(), judge, std::string(scheme),
                                     std::string(value), std::cref(*tables));
    }
    benchmark::RegisterBenchmark("keyed digest", digest_under_key);
    benchmark::RegisterBenchmark("read by SAX", [](benchmark::State& state) { read(state, [] { return Nobody(); }); });
    benchmark::RegisterBenchmark("read and make canonical", [](benchmark::State& state) {
        Nowhere nowhere;
        read(state, [&nowhere] { return xml::Canonicalizer(nowhere); });
    });
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 2;
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
