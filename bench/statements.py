"""Statements for the benchmarks that book every transfer of an outbox: camt.053 with an entry for each or with one for each batch,
and MT940."""

import collections
import itertools
import re

DAY = "2026-01-20"
FILE_ACCOUNT = re.compile(r"<DbtrAcct><Id><Othr><Id>(\w+)<")
PLACE = re.compile(r'<PmtInfId>(\w+)</PmtInfId>|<EndToEndId>(\w+)</EndToEndId>.*?<InstdAmt Ccy="CNY">([\d.]+)</InstdAmt>.*?<CdtrAcct><Id><Othr><Id>(\w+)<', re.S)

Transfer = collections.namedtuple("Transfer", "batch id amount payee")


def cents(amount):
    return int(amount.replace(".", ""))


def amount_of(number):
    return f"{number // 100}.{number % 100:02}"


class Paid:
    """What the files of an outbox order."""

    def __init__(self, outbox):
        self.transfers, self.account = [], ""
        for file in sorted(outbox.glob("*.xml")):
            text = file.read_text("utf-8")
            self.account = FILE_ACCOUNT.search(text).group(1)
            batch = ""
            for begun, *transfer in PLACE.findall(text):
                batch = begun or batch
                if not begun:
                    self.transfers.append(Transfer(batch, *transfer))
        self.sum = sum(cents(transfer.amount) for transfer in self.transfers)


def balance(kind, amount):
    return (f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
            f"<Dt><Dt>{DAY}</Dt></Dt></Bal>")


def booked(number, amount, details):
    return (f'<Ntry><NtryRef>{number}</NtryRef><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{DAY}</Dt>'
            f"</BookgDt><ValDt><Dt>{DAY}</Dt></ValDt><AcctSvcrRef>R{number:012}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd>"
            f"<SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls>{details}</NtryDtls></Ntry>\n")


def detail(transfer):
    return (f'<TxDtls><Refs><EndToEndId>{transfer.id}</EndToEndId></Refs><Amt Ccy="CNY">{transfer.amount}</Amt>'
            f"<RltdPties><CdtrAcct><Id><Othr><Id>{transfer.payee}</Id></Othr></Id></CdtrAcct></RltdPties></TxDtls>")


def single_entries(paid):
    return (booked(number, transfer.amount, detail(transfer)) for number, transfer in enumerate(paid.transfers, 1))


def batch_entries(paid):
    for number, (batch, transfers) in enumerate(itertools.groupby(paid.transfers, lambda transfer: transfer.batch), 1):
        transfers = list(transfers)
        whole = amount_of(sum(cents(transfer.amount) for transfer in transfers))
        head = f"<Btch><PmtInfId>{batch}</PmtInfId><NbOfTxs>{len(transfers)}</NbOfTxs></Btch>"
        yield booked(number, whole, head + "\n".join(map(detail, transfers)))


def write_camt053(path, paid, entries):
    with path.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId>'
                  f"<CreDtTm>{DAY}T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>{DAY}T20:00:00</CreDtTm>"
                  f"<Acct><Id><Othr><Id>{paid.account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>{balance('OPBD', amount_of(paid.sum))}{balance('CLBD', '0.00')}\n")
        out.writelines(entries(paid))
        out.write("</Stmt></BkToCstmrStmt></Document>\n")
    return path


def write_mt940(path, paid):
    day = DAY[2:].replace("-", "")
    with path.open("w", encoding="ascii", newline="") as out:
        opening = amount_of(paid.sum).replace(".", ",")
        out.write(f":20:S1\r\n:25:{paid.account}\r\n:28C:1/1\r\n:60F:C{day}CNY{opening}\r\n")
        for number, transfer in enumerate(paid.transfers, 1):
            out.write(f":61:{day}{day[2:]}D{transfer.amount.replace('.', ',')}NTRF{transfer.id}//R{number:012}\r\n"
                      f":86:/EREF/{transfer.id}/IBAN/{transfer.payee}\r\n")
        out.write(f":62F:C{day}CNY0,00\r\n-\r\n")
    return path
