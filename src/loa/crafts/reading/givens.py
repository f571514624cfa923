"""Words of Vietnamese persons' names: by them a name that an OCR read is believed or mended.

An OCR loses marks: "Vũ Đình Tháng" was "Thắng". A word that no name has, and that one word of
names is but for its marks, is that word; where two could be meant the name stays doubtful.
"""

from collections import defaultdict

from loa.crafts.reading.families import has_family
from loa.crafts.reading.level import level
from loa.crafts.viet import old_style

# Middle and given names, as commonly borne. Whatever is missing only costs certainty.
_WORDS = frozenset(
    """
    ái an anh ánh ân âu ấn bá bạch bách bảo bạo bảy bắc băng bằng bé bích biên biển biện bình bính bon bốn bôn bổng bộ
    bông bửu bưởi bường ca cải cam cảm can cảnh cao cát căn cầm cẩm cần cầu chanh chánh chất châu chấn chi chí chiêm
    chiên chiến chiểu chinh chính chung chuẩn chúc chức chương chước chưởng cơ côi cổn công cúc cung củng cư cương cường cửu dan dân
    danh dạ dần dậu di dĩ dịch diễm diễn điền diện diệp diệu dinh dĩnh doan doanh doãn du dự duy duyên duyệt
    dung dũng dụng dư dục dương dưỡng đa đài đại đàm đảm đan đán đang đáng đào đạo đạt đăng đằng đắc đặng đậu đấu đệ điềm điểm điểu
    điệp đính đĩnh định đình đoan đoàn đoài đô độ đông đồng đỗ động đợi đức được đương đường em én gấm gia giác giai
    giản giang giáp giàu giảng giao giáo giới hạ hà hách hai hài hải hán hàn hán hàng hành hạnh hanh hào hảo hạo hân hằng hậu hên
    hiên hiền hiến hiện hiển hiếu hiệp hiệu hinh hình hoa hòa hóa hoài hoan hoàn hoàng hoạch hoạt hoằng học hoè hòe hợi hợp hồ hồi hội
    hồng hộ hội hỷ hỉ huân huấn huế huệ huề huy huyên huyền huyện huyến huỳnh hùng hưng hương hướng hưởng hường hữu kha khá khách
    khai khải khang khánh khanh khắc khâm khiêm khiết khoa khoái khoan khoát khôi khơi khởi khuê khúc khuyên khương kiên kiếm kiểm kiện kiệt
    kiều kim kính kinh kỳ kỷ kĩ kỹ lai lãm lam lan lành lanh lâm lân lập lê lễ lệ len lịch liêm liên liễu liệu liệt liễn linh lĩnh lộc
    loan long lợi lô lộ lương lượng lữ lực lưu luân luận luật lục lụa lụt lũy lý ly ma mạc mai mãi mại mạnh mão mẫn mậu mây mến mi mị miên minh miền
    mơ mộc mộng mỹ mĩ muôn muội my na nam năm năng nga ngà ngát ngân nghi nghị nghĩa nghiêm nghiệp ngoan ngoạn ngọ ngọc ngôn ngữ
    nguyên nguyệt ngự ngưu nhạn nhàn nhã nhạc nhàng nhâm nhân nhẫn nhật nhất nhi nhiên nhiệm nho nhơn nhu nhung nhuần nhuận nhượng nhựt như nhường nở nội nụ nữ nương
    oanh phát phái phan pháp phi phiến phin phong phóng phố phú phúc phụng phục phước phượng phương quan quân quang quảng quất quân quế
    quốc quy quý quí quỳ quỳnh quyên quyền quyến quyết quyển quynh quyện rạng rin sa sáu sang sáng san sâm sen sính sinh sĩ sỹ soạn sô sơn song sở sung suốt
    sương sửu tài tam tám tạo tảo tâm tân tấn tần tất tạc tạn tập tề thạch thái tham thám thanh thành thảnh thao thảo thắm thắng thăng thậm thân thân thận thập thất thế
    thê thi thị thỉ thiên thiện thiết thiều thiệu thiệp thìn thinh thịnh thoa thoan thoại thoáng thọ thông thống thơ thới thơm thời thu thúc thúy thùy thuyên thuyết thuyền thuật thuấn
    thuần thuận thuộc thủy thụ thụy thư thức thực thương thường thượng thưởng tiên tiền tiến tiển tiếp tiệp tiết tiệm tiêu tín tình tính tịnh toan toán toàn toại toản tòng tô tố tốt
    tôn tồn tới trà trác trai trang tràng trạch trâm trân trầm trần trật tri trí trị triết triều triệu trinh trình trịnh trọng trong trúc trung trù trụ trực trường trương trưởng
    truyền tu tú tuân tuấn tuất tuệ tuế tùng tụng tuy túy tuyên tuyến tuyền tuyết tuyển tư tự tứ từ tường tưởng tước tươi tựu tý tỵ
    uy uyên uyển út vạn vang vàng vĩ văn vân vẹn vệ vi việt viên viện viễn viết vinh vĩnh vịnh võ vọng vòng vũ vụ vui vượng vương vượt vỹ xanh xoa xoan xô xuân xuyên xuyến xứng
    y ý yên yến yêu yết
    """.split()  # noqa: SIM905 (a list of three hundred quoted words is read by nobody)
)
_BY_LEVEL: dict[str, set[str]] = defaultdict(set)
for _word in _WORDS:
    _BY_LEVEL[level(_word)].add(_word)


def is_borne(name: str) -> bool:
    """Say whether each word of a name is one that names have, the first a family's."""
    return has_family(name) and all(_is_one(word) for word in name.split()[1:])


def marks_mended(name: str) -> str:
    """Give back the marks that an OCR lost, where only one word of names can be meant."""
    first, *rest = name.split()
    return " ".join([first, *(_mended(word) for word in rest)])


def _is_one(word: str) -> bool:
    return old_style(word.lower()) in _WORDS or has_family(word)


def _mended(word: str) -> str:
    if _is_one(word):
        return word
    meant = _BY_LEVEL.get(level(word), set())
    return next(iter(meant)).capitalize() if len(meant) == 1 else word
