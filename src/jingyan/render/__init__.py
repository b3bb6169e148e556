"""VolumePlan to docx with measured pages; reports to html and xlsx."""
