"""Invented people, cards and enterprises whose check digits hold and who cannot be anybody."""

import datetime

BANKS = ["102100099996", "103100000026", "104100000004", "105100000017", "403100000004"]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国志文斌波辉林海燕春梅秀珍云飞鹏宇晨浩然欣怡佳慧雪婷凤荣福贵德安康宁和顺达利民富成功庆喜乐永长久新天正义仁信忠诚光宗耀祖家兴业"
COUNTIES = ["110199", "130199", "210199", "330199", "370199", "410199", "430199", "510199"]


def luhn(digits):
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 == 0 else 1)
        total += number - 9 if number > 9 else number
    return str(-total % 10)


def card(number):
    """A number that ends in zeros from its 16th digit on would look like one that a spreadsheet has cut."""
    for prefix in ("629999", "629998"):
        digits = f"{prefix}{number:012d}"
        whole = digits + luhn(digits)
        if whole[15:] != "0000":
            return whole
    raise ValueError(number)


def identity(number):
    """GB 11643: county, birth day, sequence, ISO 7064 MOD 11-2 check character. One that ends in three zeros would look
    like a number that a spreadsheet has cut."""
    born = datetime.date(1940, 1, 1) + datetime.timedelta(days=number * 7919 % 22993)
    for sequence in (number * 31 % 1000, (number * 31 + 1) % 1000):
        whole = numbered(COUNTIES[number % len(COUNTIES)], born, sequence)
        if whole[15:] != "000":
            return whole
    raise ValueError(number)


def numbered(county, born, sequence):
    """The last digit of the sequence is odd for men."""
    body = county + born.strftime("%Y%m%d") + f"{sequence:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


def uscc(number):
    """GB 32100 with the organisation code of GB 11714 inside."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    organisation = f"{number:08d}"
    inner = 11 - sum(int(d) * w for d, w in zip(organisation, [3, 7, 9, 10, 5, 8, 4, 2])) % 11
    body = "91330199" + organisation + ("X" if inner == 10 else "0" if inner == 11 else str(inner))
    total = sum(alphabet.index(c) * pow(3, place, 31) for place, c in enumerate(body))
    return body + alphabet[-total % 31]


def name(number):
    surname = SURNAMES[number % len(SURNAMES)]
    first = GIVEN[number * 7 % len(GIVEN)]
    second = GIVEN[number * 13 // 5 % len(GIVEN)] if number % 3 else ""
    return surname + first + second


class People:
    """Hands out people who have not been handed out before."""

    def __init__(self):
        self.next = 1

    def take(self, count):
        people = list(range(self.next, self.next + count))
        self.next += count
        return people
