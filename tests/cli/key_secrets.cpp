#include "cli/key_secrets.hpp"

#include <unistd.h>

#include <array>

#include "ground.hpp"

using namespace almoner;
using namespace almoner::cli;
using namespace almoner::testing;

namespace {

/// A descriptor that reads `text`.
class Pipe {
public:
    explicit Pipe(std::string const& text) {
        REQUIRE(::pipe(ends_.data()) == 0);
        REQUIRE(::write(ends_[1], text.data(), text.size()) == std::ssize(text));
        ::close(ends_[1]);
    }
    Pipe(Pipe const&) = delete;
    Pipe& operator=(Pipe const&) = delete;
    ~Pipe() { ::close(ends_[0]); }
    [[nodiscard]] int reading() const { return ends_[0]; }

private:
    std::array<int, 2> ends_{};
};

std::string told(KeySecrets const& secrets, std::string const& id) {
    auto const secret = secret_of(secrets, id);
    REQUIRE(secret);
    return std::string(secret->text());
}

}  // namespace

TEST_CASE("each key takes one line of the descriptor") {
    Pipe const pipe("first one\nsecond\nlast without a line feed");
    KeySecrets const secrets{{}, pipe.reading()};
    CHECK(told(secrets, "a") == "first one");
    CHECK(told(secrets, "b") == "second");
    CHECK(told(secrets, "c") == "last without a line feed");
    CHECK(told(secrets, "d").empty());
}

TEST_CASE("a credential of the key's name goes before the descriptor") {
    Folder const folder;
    folder.write("transfer", "correct horse\n");
    Pipe const pipe("from the pipe\n");
    KeySecrets const secrets{folder.path(), pipe.reading()};
    CHECK(told(secrets, "transfer") == "correct horse");
    CHECK(told(secrets, "audit") == "from the pipe");
}

TEST_CASE("without credentials and descriptor there is no secret, and a closed descriptor is told") {
    CHECK(told({}, "transfer").empty());
    auto const fault = secret_of({{}, 1000}, "transfer");
    REQUIRE_FALSE(fault);
    CHECK(fault.error().code == ErrorCode::file_io);
}
