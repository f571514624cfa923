"""The verbs that open a duty in a letter."""

# Verbs that open a duty, where they stand in small letters after a body's name.
VERBS = (
    "tăng cường", "tổ chức", "đăng", "phối hợp", "chủ trì", "chỉ đạo", "tuyên truyền", "phổ biến", "quán triệt", "xây dựng", "triển khai",
    "thực hiện", "báo cáo", "hướng dẫn", "bố trí", "cử", "chuẩn bị", "kiểm tra", "rà soát", "xử lý", "tham mưu", "theo dõi", "kịp thời",
    "chủ động", "tiếp tục", "đẩy mạnh", "thường xuyên", "lập", "gửi", "căn cứ", "theo chức năng", "tham gia", "tập trung", "nghiêm túc",
    "khẩn trương", "đảm bảo", "bảo đảm", "phát", "tổng hợp", "cung cấp", "vận động", "hoàn thành", "cập nhật", "niêm yết", "treo", "chia sẻ",
    "giới thiệu", "hỗ trợ", "đưa tin", "mở", "ban hành", "quan tâm", "có trách nhiệm", "có kế hoạch", "điều hành", "tiếp nhận", "giám sát",
    "nâng cao", "khuyến khích", "lưu ý", "nghiên cứu", "trực tiếp", "sắp xếp", "tùy theo", "tuỳ theo", "đăng ký", "thông báo", "góp ý",
    "phân công", "duy trì", "quản lý", "tạo điều kiện", "sẵn sàng", "dựa trên", "cho ý kiến", "nộp", "thành lập", "kiện toàn", "ký cam kết", "trên cơ sở", "có văn bản",
    "đẩy nhanh", "ra quân", "chụp ảnh", "bàn giao", "vận hành", "trang bị", "lắp đặt", "tiếp sóng", "nhắc nhở", "cấp phát", "phân bổ", "hoàn thiện",
    "sửa chữa", "phát sóng", "phát thanh", "khắc phục", "tháo gỡ", "huy động", "trình", "công bố", "công khai", "khảo sát", "thống kê", "đánh giá",
    "tổng kết", "sơ kết", "xác minh", "tuần tra", "ngăn chặn", "phát hiện", "đấu tranh", "cảnh báo", "khuyến cáo", "thu thập", "lựa chọn", "phân loại",
    "thu gom", "tập huấn", "đôn đốc", "tham dự", "nắm bắt", "nắm tình hình", "bám sát", "kêu gọi", "quyên góp", "ủng hộ", "thăm hỏi", "lấy ý kiến",
    "khai báo", "số hóa", "cài đặt", "kê khai", "chấp hành", "làm tốt", "dự trù", "phân luồng", "đưa", "đổi mới", "phát huy", "xác định", "đề xuất",
    "thiết kế", "củng cố", "ra mắt", "rà quét", "trích xuất", "tự đánh giá", "tự chấm", "lập dự toán", "xét duyệt", "tham vấn", "giữ gìn", "trực ban", "tuyên thệ", "kết hợp", "truy quét", "vận hành", "di dời", "giám định", "điều tra", "truy vết", "nâng cấp", "chuẩn hóa", "chuẩn hoá", "đối soát", "đối chiếu",
    "tự kiểm tra", "tự rà soát", "bóc gỡ", "gỡ bỏ", "tháo dỡ", "thu hồi", "tiêu hủy", "tạm dừng", "tạm ngừng", "đình chỉ", "áp dụng", "thẩm tra", "phê duyệt",
    "chứng thực", "xác nhận", "hoàn trả", "chi trả", "quyết toán", "giải ngân", "mời gọi", "kết nạp", "cân đối",
    "trao đổi", "trợ giúp", "giúp đỡ", "sàng lọc", "khử khuẩn", "khoanh vùng", "cách ly", "nhân bản",
    "dàn dựng", "biểu diễn", "chiếu phim", "sao lưu", "mở rộng",
    "ứng trực", "cảnh giới", "gia cố", "nạo vét", "khơi thông", "chằng chống", "sơ tán", "hiệp đồng",
    "kiến nghị", "chấn chỉnh", "xử phạt", "lập biên bản", "tuyên dương", "khen thưởng", "nhân rộng", "rút kinh nghiệm", "phát động", "hưởng ứng",
    "tuyển chọn", "lựa chọn", "đảm nhiệm", "đảm nhận", "lãnh đạo, chỉ đạo", "quán xuyến", "theo thẩm quyền",
    "tích cực", "vào cuộc", "cần", "phải", "được giao", "là đầu mối", "lồng ghép", "thẩm định", "tiến hành", "ưu tiên", "thông tin", "sản xuất", "xem xét", "gương mẫu", "lãnh đạo", "chịu trách nhiệm", "cụ thể hóa", "cụ thể hoá", "kích hoạt", "biên soạn", "đính chính",
)  # fmt: skip
# These open a duty at the head of an item only; inside a text they stand in names and nouns.
OPENERS = (
    "in", "dán", "dừng", "ngừng", "cấm", "cấp", "không", "gắn", "kiểm chứng", "di chuyển", "cắt", "mời", "kiên quyết", "hoàn tất", "phát động",
    "cam kết", "động viên", "kết nối", "sử dụng", "khai thác", "chăm lo", "hưởng ứng", "ký", "ký kết", "nhân rộng", "rút kinh nghiệm",
    "bồi dưỡng", "đào tạo", "giáo dục", "phòng ngừa", "thay thế", "đầu tư", "mua sắm", "bảo vệ", "cho", "viết", "làm", "thu", "tiếp", "soạn",
    "chuyển", "phụ trách", "chọn", "tuyển chọn", "trao", "tặng", "khen thưởng", "ghi", "quay", "dựng", "vẽ", "biểu dương", "nhắn", "gọi", "đón", "trực",
    "dành", "đến", "xây", "khơi thông", "phun", "tiêm", "khám", "diễn tập", "thường trực", "đối thoại", "lắng nghe", "giải quyết", "tăng", "giảm",
    "truyền thông", "lưu trữ", "chăm sóc", "điều trị", "dịch", "phát hành", "biên tập", "tuyển dụng", "cứu hộ", "cứu nạn", "bảo mật", "thanh toán", "tư vấn", "phân tích", "kết luận", "trưng bày", "triển lãm", "in ấn", "bảo trì",
    "giữ", "bảo quản", "thống nhất", "tạo", "chốt", "rà", "quy định", "đề nghị", "yêu cầu", "giao", "kiến nghị", "nhập", "quét", "khóa", "cảnh giác",
)  # fmt: skip
