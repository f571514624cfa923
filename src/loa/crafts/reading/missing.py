"""Why a value is not there: stable codes and the Vietnamese sentence for each."""

REASONS = {
    "number_blank": "Chỗ ghi số sau chữ “Số:” để trống (số thường nằm trong dấu ký số hoặc ghi tay). Hãy nhập số văn bản.",
    "day_blank": "Chỗ ghi ngày để trống, chỉ có tháng và năm. Hãy nhập ngày ban hành.",
    "month_blank": "Chỗ ghi ngày và tháng để trống, chỉ có năm. Hãy nhập ngày ban hành.",
    "handwritten": "Chữ số viết tay hoặc đóng dấu trên bản chụp, máy không đoán. Hãy nhìn ảnh và nhập.",
    "number_absent": "Không thấy dòng “Số: …” ở đầu văn bản.",
    "date_absent": "Không thấy dòng địa danh, ngày tháng năm ở đầu văn bản.",
    "date_impossible": "Ngày tháng ghi trên văn bản không có trong lịch. Hãy kiểm tra lại.",
    "issuer_absent": "Không thấy tên cơ quan ban hành ở góc trái đầu văn bản.",
    "superior_absent": "Đầu văn bản chỉ ghi một cơ quan, không có cơ quan chủ quản.",
    "symbol_absent": "Không thấy ký hiệu sau số văn bản.",
    "place_absent": "Không thấy địa danh trước ngày tháng.",
    "urgency_absent": "Văn bản không có dấu độ khẩn.",
    "subject_absent": "Không thấy trích yếu (V/v hoặc dòng dưới tên loại).",
    "addressees_absent": "Văn bản không có phần “Kính gửi”.",
    "legal_basis_absent": "Phần mở đầu không dẫn văn bản nào.",
    "periods_absent": "Văn bản không ghi khoảng thời gian thực hiện.",
    "deadlines_absent": "Văn bản không ghi thời hạn nào.",
    "audience_absent": "Văn bản không ghi đối tượng.",
    "scope_absent": "Văn bản không ghi phạm vi.",
    "tasks_absent": "Không tìm thấy đoạn giao việc hoặc đề nghị thực hiện.",
    "report_absent": "Văn bản không yêu cầu báo cáo.",
    "contacts_absent": "Văn bản không ghi đầu mối liên hệ.",
    "attachments_absent": "Văn bản không ghi tài liệu kèm theo.",
    "signatories_absent": "Không thấy tên người ký.",
    "signer_picture": "Chữ ký và tên người ký là ảnh, không có chữ để đọc. Hãy nhập tên người ký.",
    "distribution_absent": "Văn bản không có phần “Nơi nhận”.",
}  # fmt: skip


def why(code: str) -> str:
    """Give the sentence for a code."""
    return REASONS[code]
