#!/usr/bin/env python3
"""What each command says, prints and leaves with, as people and scripts meet it.

usage: ALMONER_PROGRAMS=build/release tests/night/test_commands.py [unittest options]
"""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from workspace import MORNING, PROGRAMS, SOURCE, Workspace, almoner


class Help(unittest.TestCase):
    def test_every_command_is_explained_and_tells_its_exit_codes(self):
        listed = almoner("--help").stdout
        commands = [line.split()[0] for line in listed.split("Subcommands:")[1].split("Exit codes")[0].splitlines() if line.strip()]
        self.assertGreater(len(commands), 12)
        for command in commands:
            told = almoner(command, "--help")
            self.assertEqual(told.returncode, 0, command)
            self.assertIn("Exit codes: 0 all well", told.stdout)
            self.assertIn("Usage: almoner " + command, told.stdout)

    def test_a_wrong_command_line_does_nothing_and_leaves_with_2(self):
        for arguments in ([], ["payy"], ["pay", "--fast"], ["verify", "file.xml"], ["show"]):
            with self.subTest(arguments):
                told = almoner(*arguments)
                self.assertEqual(told.returncode, 2)
                self.assertNotEqual(told.stderr, "")
                self.assertEqual(told.stdout, "")


class Init(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name) / "relief"

    def test_a_blank_workspace_has_its_folders_private_and_its_settings_to_fill_in(self):
        self.assertEqual(almoner("init", self.home).returncode, 0)
        self.assertEqual(sorted(path.name for path in self.home.iterdir()),
                         ["almoner.toml", "anchor", "archive", "decisions", "inbox", "keys", "outbox", "programmes", "quarantine", "reports", "staging", "state"])
        self.assertEqual(self.home.stat().st_mode & 0o777, 0o700)
        told = almoner("status", "--home", self.home)
        self.assertEqual(told.returncode, 2, told.stdout)
        self.assertIn("almoner.toml:2:", told.stderr)
        self.assertIn("organisation", told.stderr)

    def test_a_workspace_is_never_made_over_another(self):
        almoner("init", self.home)
        (self.home / "almoner.toml").write_text("mine")
        told = almoner("init", self.home)
        self.assertEqual(told.returncode, 2)
        self.assertIn("workspace.exists", told.stderr)
        self.assertEqual((self.home / "almoner.toml").read_text(), "mine")

    def test_an_unknown_sample_is_refused(self):
        told = almoner("init", self.home, "--sample", "p99-nowhere")
        self.assertEqual(told.returncode, 2)
        self.assertIn("p99-nowhere", told.stderr)

    def test_the_workspace_is_found_from_a_folder_inside_it_and_by_the_environment(self):
        almoner("init", self.home, "--sample", "p06-county-union")
        environment = {key: value for key, value in os.environ.items() if key != "ALMONER_HOME"}
        inside = almoner("status", "--json", cwd=self.home / "inbox", env=environment)
        named = almoner("status", "--json", cwd="/", env=environment | {"ALMONER_HOME": str(self.home)})
        self.assertEqual(json.loads(inside.stdout)["covers_waiting"], 1)
        self.assertEqual(named.stdout, inside.stdout)
        nowhere = almoner("status", cwd="/", env=environment)
        self.assertEqual(nowhere.returncode, 2)
        self.assertIn("workspace.missing", nowhere.stderr)


class Views(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.at = Workspace(PROGRAMS)
        cls.at.list(cls.at.rows(12, row5={"account_no": ""}, row6={"channel": "cash", "account_no": "", "bank_code": ""}))
        cls.at.pay()
        cls.at.bank()
        cls.at.night()

    @classmethod
    def tearDownClass(cls):
        cls.at.close()

    def lines(self, *arguments):
        return [json.loads(line) for line in self.at.run("almoner", *arguments, "--json", "--now", MORNING).stdout.splitlines()]

    def test_payouts_has_one_line_for_every_line_of_the_list_with_its_promised_fields(self):
        payouts = self.lines("payouts")
        self.assertEqual([line["row"] for line in payouts], list(range(2, 14)))
        self.assertEqual(list(payouts[0]), ["list", "row", "payout", "payout_state", "attempt", "end_to_end_id", "message_id", "payment_information_id", "amount",
                                            "currency", "state", "file_state", "reason", "booked_amount", "returned_amount", "statement", "entry", "inferred"])
        held, cash = payouts[3], payouts[4]
        self.assertEqual((held["state"], held["reason"], held["attempt"]), ("held", "account.missing", None))
        self.assertEqual((cash["state"], cash["end_to_end_id"]), ("due", None))

    def test_payouts_of_one_state_or_list_are_only_those(self):
        self.assertEqual(len(self.lines("payouts", "--state", "held")), 1)
        self.assertEqual(self.lines("payouts", "--list", "SP9999"), [])

    def test_report_as_json_gives_each_programme_with_its_difference(self):
        report = self.lines("report")
        self.assertEqual(len(report), 1)
        self.assertEqual((report[0]["programme"], report[0]["planned"], report[0]["held"], report[0]["cash"], report[0]["difference"]),
                         ("relief", "6000.00", "500.00", "500.00", "0.00"))

    def test_exceptions_say_what_to_do_and_leave_with_1(self):
        told = self.at.run("almoner", "exceptions", "--now", MORNING)
        self.assertEqual(told.returncode, 1)
        self.assertIn("line_held:SP0001/account.missing", told.stdout)
        self.assertEqual([line["class"] for line in self.lines("exceptions") if line["cause"].startswith("SP0001/")], ["line_held"])

    def test_show_of_an_unknown_payout_is_an_error(self):
        told = self.at.run("almoner", "show", "SP000109999999", "--now", MORNING)
        self.assertNotEqual(told.returncode, 0)
        self.assertIn("transfer.unknown", told.stdout)

    def test_a_view_shows_chinese_where_asked(self):
        told = self.at.run("almoner", "exceptions", "--lang", "zh", "--now", MORNING)
        self.assertRegex(told.stdout, "[\u4e00-\u9fff]{4}")


class Files(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.at = Workspace(PROGRAMS)
        cls.at.list(cls.at.rows(12))
        cls.at.pay()
        cls.at.bank()

    @classmethod
    def tearDownClass(cls):
        cls.at.close()

    def test_verify_names_signer_algorithm_and_digest(self):
        file = self.at.home / "outbox/SP0001F10001.xml"
        told = almoner("verify", file, "--cert", self.at.home / "keys/transfer.crt")
        self.assertEqual(told.stdout.split("\t"), ["valid", str(file), "transfer", "rsa-sha256", self.at.outbox()[file.name] + "\n"])
        self.assertEqual(told.returncode, 0)

    def test_verify_refuses_anothers_certificate_with_a_code(self):
        told = almoner("verify", self.at.home / "outbox/SP0001F10001.xml", "--cert", self.at.home / "keys/bank.crt")
        self.assertEqual(told.returncode, 1)
        self.assertRegex(told.stdout, r"^refused: signature\.\w+")

    def test_verify_asks_whether_the_certificate_was_valid_on_the_day(self):
        file, certificate = self.at.home / "outbox/SP0001F10001.xml", self.at.home / "keys/transfer.crt"
        self.assertEqual(almoner("verify", file, "--cert", certificate, "--on", "2026-01-20").returncode, 0)
        told = almoner("verify", file, "--cert", certificate, "--on", "2099-01-01")
        self.assertEqual(told.returncode, 1)
        self.assertIn("refused: signature.expired", told.stdout)
        self.assertEqual(almoner("verify", file, "--cert", certificate, "--on", "today").returncode, 2)

    def test_verify_takes_one_file_with_a_detached_signature(self):
        file, certificate = self.at.home / "outbox/SP0001F10001.xml", self.at.home / "keys/transfer.crt"
        self.assertEqual(almoner("verify", file, file, "--cert", certificate, "--signature", f"{file}.p7s").returncode, 2)
        self.assertIn("refused: file.missing", almoner("verify", file, "--cert", certificate, "--signature", f"{file}.p7s").stdout)
        self.assertIn("refused: signature.structure", almoner("verify", file, "--cert", certificate, "--signature", file).stdout)

    def test_statement_prints_each_entry_and_its_statement_with_the_promised_fields(self):
        statement = next((self.at.home / "inbox/bank").glob("camt053*"))
        lines = [json.loads(line) for line in almoner("statement", statement, "--json").stdout.splitlines()]
        entries = [line for line in lines if line["type"] == "entry"]
        heads = [line for line in lines if line["type"] == "statement"]
        self.assertEqual(len(heads), 1)
        self.assertEqual(list(heads[0]), ["type", "statement", "message", "id", "account", "currency", "electronic_sequence", "opening", "closing", "entry_count"])
        self.assertEqual(list(entries[0]), ["type", "statement", "entry", "detail", "entry_amount", "amount", "currency", "credit_debit", "status", "reversal",
                                            "booking_date", "value_date", "message_id", "payment_information_id", "instruction_id", "end_to_end_id", "uetr",
                                            "account_servicer_reference", "bank_transaction_code", "return_reason", "counterparty_name",
                                            "counterparty_account", "remittance", "batch_count"])

    def test_statement_of_something_else_is_a_clear_error(self):
        told = almoner("statement", SOURCE / "README.md")
        self.assertEqual(told.returncode, 1)
        self.assertIn("README.md", told.stderr)
        self.assertEqual(told.stdout, "")


class Account(unittest.TestCase):
    def test_values_are_judged_in_order_one_a_line(self):
        told = almoner("account", "--stdin", stdin=None, input="iban\tDE89370400440532013000\niban\tDE88370400440532013000\nbic\tDEUTDEFF\n")
        self.assertEqual(told.stdout, "iban\tDE89370400440532013000\tok\t-\niban\tDE88370400440532013000\trefused\taccount.iban_checksum\nbic\tDEUTDEFF\tok\t-\n")

    def test_odd_lines_keep_their_place_and_are_refused(self):
        lines = ["iban\tDE89370400440532013000\r", "no tabulator", "shoe_size\t44", "", "iban\tDE89\0", "iban\t" + "9" * 10000, "bic\tDEUTDEFF"]
        told = almoner("account", "--stdin", stdin=None, input="\n".join(lines))
        answers = told.stdout.split("\n")[:-1]
        self.assertEqual([line.split("\t")[-2:] for line in answers],
                         [["ok", "-"], ["refused", "usage.argument"], ["refused", "usage.argument"], ["refused", "usage.argument"],
                          ["refused", "account.iban_length"], ["refused", "usage.argument"], ["ok", "-"]])
        self.assertEqual(answers[4], "iban\tDE89\0\trefused\taccount.iban_length")
        self.assertLess(max(map(len, answers)), 4200)
        self.assertEqual(told.returncode, 1)

    def test_a_line_is_answered_before_the_next_is_written(self):
        with subprocess.Popen([str(PROGRAMS / "almoner"), "account", "--stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as talk:
            for value, verdict in (("DEUTDEFF", "ok"), ("DEUTQQFF", "refused")):
                talk.stdin.write(f"bic\t{value}\n")
                talk.stdin.flush()
                self.assertEqual(talk.stdout.readline().split("\t")[2], verdict)
            talk.stdin.close()
            self.assertEqual(talk.wait(timeout=60), 0)

    def test_values_are_told_as_json(self):
        told = almoner("account", "--json", "bic:DEUTDEFF", "account_KE:0123456789")
        self.assertEqual([json.loads(line) for line in told.stdout.splitlines()],
                         [{"scheme": "bic", "value": "DEUTDEFF", "verdict": "ok", "code": None},
                          {"scheme": "account_KE", "value": "0123456789", "verdict": "warning", "code": "account.not_checkable"}])

    def test_german_accounts_are_judged_by_their_bank(self):
        told = almoner("account", "de_account:37040044 532013000", "account_DE:37040044 532113000", "de_account:99999999 1")
        self.assertEqual([line.split("\t")[2:] for line in told.stdout.splitlines()],
                         [["ok", "-"], ["refused", "account.check_digits"], ["warning", "account.not_checkable"]])

    def test_an_unknown_scheme_is_wrong_usage_and_help_lists_the_known(self):
        told = almoner("account", "shoe_size:44")
        self.assertEqual(told.returncode, 2)
        self.assertIn("shoe_size", told.stderr)
        self.assertIn("cn_resident_id", almoner("account", "--help").stdout)


if __name__ == "__main__":
    unittest.main()
